import { HubError } from '../schema/errors.ts';
import type { RecordChange, RecordContent, Subject } from './port.ts';

/**
 * Refuses texts that an engine would give back changed: with a NUL, or half of a surrogate pair. Texts inside `fields`
 * are kept escaped, and may hold both.
 *
 * @throws HubError RECORD_INVALID that names the field.
 */
export function refuseUnstorableRecord({ id, reportedAt, content }: RecordChange): void {
  refuseText('id', id);
  refuseText('reportedAt', reportedAt);
  for (const name of TEXTS) refuseText(name, content[name]);
  refuseTexts(content.sealed);
}

const TEXTS = [
  'type',
  'subjectId',
  'subjectKind',
  'state',
  'documentNo',
  'decidingOrgCode',
  'decisionDate',
  'publicityStartDate',
  'publicityEndDate',
] as const satisfies readonly (keyof RecordContent)[];

/** The same of a subject. */
export function refuseUnstorableSubject({ formerNumbers, sealed, ...texts }: Subject): void {
  const numbers = Object.fromEntries(formerNumbers.map(({ kind, value }) => [kind, value]));
  refuseTexts({ ...texts, ...numbers, ...sealed });
}

function refuseTexts(texts: Readonly<Record<string, string | null>>): void {
  for (const field in texts) refuseText(field, texts[field] ?? null);
}

function refuseText(field: string, text: string | null): void {
  if (text === null || !/[\0\p{Cs}]/u.test(text)) return;
  throw new HubError('RECORD_INVALID', { details: { problem: `"${field}" holds a character that is not text.` } });
}
