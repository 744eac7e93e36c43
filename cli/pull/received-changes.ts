import type { ReceivedChange } from '../../storage/received/port.ts';
import type { LocalSubject } from './local-subjects.ts';
import type { ForeignChange, ForeignRecord } from './read-page.ts';

/** The changes as they are kept. A record whose subject could be nobody is kept without content, as if it had not come. */
export function receivedChanges(
  changes: readonly ForeignChange[],
  subjects: ReadonlyMap<string, LocalSubject>,
): readonly ReceivedChange[] {
  return changes.map((change) => {
    if (change.operation !== 'UPSERT') return change;
    const local = subjects.get(change.subject.id);
    if (local !== undefined) return received(change, local);
    const { item, recordId, version } = change;
    return { operation: 'EMPTY', item, recordId, version };
  });
}

function received({ subject, fields, ...change }: ForeignRecord, local: LocalSubject): ReceivedChange {
  const { id, name, uscc } = subject;
  return {
    ...change,
    subjectId: local.id,
    subjectKind: local.kind,
    content: { subject: { id, name, code: uscc }, fields },
  };
}
