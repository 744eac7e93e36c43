import type { DenialReason, Disclosure, RowDenial } from '../../../schema/access/passport.ts';
import { record } from './record.ts';

/** Most entries of a list that are read; a department asks about no more subjects than it was asked about. */
const MAX_ENTRIES = 100_000;

/** Reasons that a department can have: those that depend on the row. */
const REASONS: ReadonlySet<unknown> = new Set<DenialReason>(['SUBJECT_KIND', 'OUT_OF_REGION', 'CONSENT_MISSING']);

/**
 * What a department says of its answer in `extensions.creditHub`; undefined where it says nothing, or nothing that can be
 * read. Only what has the right form is taken over: it ends in the audit trail and in errors.
 */
export function readDisclosure(extensions: unknown): Disclosure | undefined {
  const { creditHub } = record(extensions);
  if (creditHub === undefined) return undefined;
  const { subjects, denials } = record(creditHub);
  return { subjects: list(subjects).filter(isSubjectId), denials: list(denials).flatMap(readDenial) };
}

function isSubjectId(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z]\.[\w-]{1,100}$/i.test(value);
}

function readDenial(value: unknown): RowDenial[] {
  const { coordinate, reason } = record(value);
  const isCoordinate = typeof coordinate === 'string' && /^\w{1,200}(\.\w{1,200})?$/.test(coordinate);
  if (!isCoordinate || !REASONS.has(reason)) return [];
  return [{ coordinate, reason: reason as DenialReason }]; // cast: it is one of them
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_ENTRIES) : [];
}
