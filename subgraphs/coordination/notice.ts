import type { Caller } from '../../schema/access/passport.ts';
import type { DeskEntry } from '../../storage/coordination/port.ts';

/** What somebody is told who had received something of a decision. */
export type NoticeKind = 'REPAIRED' | 'REPAIR_REVOKED' | 'CORRECTED' | 'WITHDRAWN';

/** That somebody was told. */
export interface Notice {
  /** Unique in its case. */
  readonly ref: string;
  /** As `recipientOf` gives it. */
  readonly recipient: string;
  readonly notice: NoticeKind;
  readonly at: string;
}

/** Kind of what notices put on desks. */
export const NOTICE = 'notice';

/**
 * Under which name a caller is told things: its department, or itself where it belongs to none. Null for those who are told nothing:
 * the public, and people who look at what others are told. No code of a department holds a space.
 */
export function recipientOf({ kind, id, department }: Caller): string | null {
  switch (kind) {
    case 'application':
    case 'officer':
      return department ?? `${kind} ${id}`;
    case 'platform':
    case 'agency':
      return `${kind} ${id}`;
    default:
      return null;
  }
}

/** The notices of one telling, behind those that there are. */
export function noticesTo(
  recipients: readonly string[],
  notice: NoticeKind,
  at: string,
  known: readonly Notice[],
): readonly Notice[] {
  return recipients.map((recipient, index) => ({ ref: `N${known.length + index + 1}`, recipient, notice, at }));
}

export function noticeDesk({ ref, recipient, notice, at }: Notice): DeskEntry {
  return { ref, kind: NOTICE, department: recipient, state: notice, dueOn: null, openUntil: null, since: at };
}
