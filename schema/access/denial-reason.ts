import type { Grant, Row } from './grant.ts';
import type { DenialReason } from './passport.ts';
import { bestSight, type Protected, type Rights, sightOfRow } from './sight.ts';

/** Conditions that are let go of in turn, and what it was that stood in the way when that opens the row. */
const CONDITIONS: readonly (readonly [readonly (keyof Grant['rows'])[], DenialReason])[] = [
  [['kinds'], 'SUBJECT_KIND'],
  [['areas'], 'OUT_OF_REGION'],
  [['kinds', 'areas'], 'SUBJECT_KIND'],
  // Grants that name their subjects are those of consents, of who waits for one, and of a subject for itself.
  [['kinds', 'areas', 'subjects'], 'CONSENT_MISSING'],
];

/**
 * Why the caller may not see this row, although it may see others; null where it may see none, which is nothing about the row
 * and said by whoever compares rights with rules.
 */
export function denialReason(asked: Protected, rights: Rights, row: Row): DenialReason | null {
  if (sightOfRow(asked, rights, row) !== 'denied') return null;
  for (const [conditions, reason] of CONDITIONS) {
    if (sightOfRow(asked, without(conditions, rights), row) !== 'denied') return reason;
  }
  // What opens for organisations only lacks the right to natural persons.
  return row.kind === 'NATURAL_PERSON' && bestSight(asked, rights) !== 'denied' ? 'SUBJECT_KIND' : null;
}

function without(conditions: readonly (keyof Grant['rows'])[], { authenticated, grants }: Rights): Rights {
  const none = Object.fromEntries(conditions.map((condition) => [condition, null]));
  return { authenticated, grants: grants.map((grant) => ({ ...grant, rows: { ...grant.rows, ...none } })) };
}
