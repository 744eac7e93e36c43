import type { CoordinationStore, LogEntry } from '../../../storage/coordination/port.ts';
import { recordId } from '../../../storage/record-id.ts';

/** That something happened which concerns a department, and to what: the department then asks for it under its own rights. */
export interface DepartmentNotice {
  /** The same wherever and however often it is told: whoever has dealt with one drops the next. */
  readonly id: string;
  readonly what: string;
  readonly about: string;
  /** When it happened, RFC 3339 in UTC. */
  readonly at: string;
}

/** What of an event concerns the department, in the order in which the event says it. */
export function noticesFor(
  department: string,
  { caseId, version, at, notices }: LogEntry,
): readonly DepartmentNotice[] {
  return notices
    .filter((notice) => notice.department === department)
    .map(({ what, about }) => ({
      id: recordId('Notice', [caseId, String(version), department, what, about]),
      what,
      about,
      at,
    }));
}

/** How far the log of all cases goes. */
export async function endOfLog(store: CoordinationStore): Promise<number> {
  const { upTo } = await store.log({ after: 0, department: NOBODY, first: 1 }); // reads nothing, up to the end
  return upTo;
}

const NOBODY = '';
