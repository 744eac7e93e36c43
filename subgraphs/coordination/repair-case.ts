import type { CaseVersion, StoredCase } from '../../storage/coordination/port.ts';
import type { JsonValue } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';
import { sharedDesks } from './decided-case.ts';
import { type Repair, repairDueOn, repairState } from './repair.ts';
import type { RepairEvent } from './repair-outcome.ts';
import type { Target } from './target.ts';

/** Kind of the cases that repairs are, and of what they put on the desk of the department that decides. */
export const REPAIR = 'repair';

/** A repair with its place in the store. */
export interface StoredRepair extends Repair {
  readonly id: string;
  readonly version: number;
  readonly openedAt: string;
}

/** The same for whoever applies at the same moment, so that one of them does. */
export function repairId({ source, item, id }: Target, earlier: number): string {
  return recordId('RepairCase', [source, item ?? '', id, String(earlier)]);
}

export function toRepair({ id, version, openedAt, content }: StoredCase): StoredRepair {
  return { ...(content as unknown as Repair), id, version, openedAt }; // cast: written below only
}

/** The case after the event. */
export function repairCase(
  id: string,
  before: Pick<StoredRepair, 'version' | 'openedAt'> | null,
  repair: Repair,
  event: RepairEvent,
  now: Date,
): CaseVersion {
  const at = now.toISOString();
  const openedAt = before?.openedAt ?? at;
  const state = repairState(repair);
  const desk = { ref: REPAIR, kind: REPAIR, department: repair.owner, state, dueOn: repairDueOn(repair) };
  return {
    id,
    kind: REPAIR,
    version: (before?.version ?? 0) + 1,
    openedAt,
    at,
    subjects: [repair.subjectId],
    // casts: plain objects all through
    content: repair as unknown as JsonValue,
    event: event as unknown as JsonValue,
    desks: [{ ...desk, openUntil: null, since: openedAt }, ...sharedDesks(repair, openedAt)],
  };
}
