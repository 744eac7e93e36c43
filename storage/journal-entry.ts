import type { JournalEntry, PreparedChange } from './port.ts';

/** The journal entry of a change under this number. */
export function journalEntry(department: string, seq: number, change: PreparedChange, version: number): JournalEntry {
  return {
    department,
    seq,
    type: change.content.type,
    recordId: change.id,
    subjectId: change.content.subjectId,
    version,
    operation: change.operation,
    reason: change.reason,
    at: change.reportedAt,
    contentHash: change.contentHash,
  };
}
