import type { SubjectKind } from '../../seeds/reference/cells.ts';
import type { DeskEntry } from '../../storage/coordination/port.ts';
import type { Outstanding, RecordPlace } from './effect.ts';
import { type Notice, noticeDesk } from './notice.ts';
import type { Target } from './target.ts';

/** What a repair and an objection have in common: what they are about, and what was decided and is to be carried out. */
export interface DecidedCase {
  readonly target: Target;
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  /** Code of the department that decides. */
  readonly owner: string;
  /** Number and day of the decision that it is about. */
  readonly documentNo: string;
  readonly decidedOn: string;
  /** Everything that the same decision is kept as, once that was looked up. */
  readonly related: Related | null;
  /** Null where nothing is. */
  readonly outstanding: Outstanding | null;
  /** Who was told, in order. */
  readonly notices: readonly Notice[];
}

/** Records and entries of one decision. */
export interface Related {
  readonly records: readonly RecordPlace[];
  /** Ids of entries. */
  readonly listings: readonly string[];
}

/** One line of the timeline of a repair or an objection. */
export interface DecidedEvent<What extends string = string> {
  readonly what: What;
  readonly by: string;
  readonly department: string | null;
  readonly documentNo: string | null;
  readonly reason: string | null;
}

/** Kind of what is to be carried out, on a desk of its own: whoever is there takes it up. */
export const UNFINISHED = 'unfinished';

/** What every such case puts on desks beside itself. It stays there, so it is put there from the first event on. */
export function sharedDesks({ owner, outstanding, notices }: DecidedCase, since: string): readonly DeskEntry[] {
  const state = outstanding === null ? 'DONE' : 'OPEN';
  const unfinished = {
    ref: UNFINISHED,
    kind: UNFINISHED,
    department: owner,
    state,
    dueOn: null,
    openUntil: null,
    since,
  };
  return [unfinished, ...notices.map(noticeDesk)];
}
