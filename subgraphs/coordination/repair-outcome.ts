import type { Problem } from '../_runtime/problem.ts';
import type { DecidedEvent } from './decided-case.ts';
import type { Effect } from './effect.ts';
import type { Occasion } from './occasion.ts';
import type { Repair } from './repair.ts';

/** What happens to an application, beside that what was decided is carried out. */
export type RepairEventKind =
  | 'SUBMITTED'
  | 'SUPPLEMENT_ASKED'
  | 'SUPPLEMENTED'
  | 'ACCEPTED'
  | 'NOT_ACCEPTED'
  | 'EXTENDED'
  | 'APPROVED'
  | 'REJECTED'
  | 'REVOKED';

/** One line of the timeline of a repair. */
export type RepairEvent = DecidedEvent<RepairEventKind | Effect['kind']>;

export type RepairOutcome =
  | { readonly kind: 'taken'; readonly repair: Repair; readonly event: RepairEvent }
  | {
      readonly kind: 'refused';
      readonly problems: readonly Problem[];
      /** First day on which it can be done, where that is all that stands against it. */
      readonly firstPossibleOn?: string;
    };

export function repairTaken(repair: Repair, event: RepairEvent): RepairOutcome {
  return { kind: 'taken', repair, event };
}

export function repairRefused(...problems: readonly Problem[]): RepairOutcome {
  return { kind: 'refused', problems };
}

/** It can be done from that day on. */
export function tooEarly(firstPossibleOn: string): RepairOutcome {
  const message = `It is too early. First possible on ${firstPossibleOn}.`;
  return { kind: 'refused', problems: [{ code: 'WRONG_STATUS', field: null, message }], firstPossibleOn };
}

export function repairEvent(
  what: RepairEventKind,
  { caller }: Occasion,
  rest: Partial<Pick<RepairEvent, 'documentNo' | 'reason'>> = {},
): RepairEvent {
  return { what, by: caller.id, department: caller.department, documentNo: null, reason: null, ...rest };
}
