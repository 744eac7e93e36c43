import type { RecordChange, RecordStore, StoredRecord } from '../../storage/port.ts';

/**
 * Writes what is made of a record, in the version in which it was looked at: where somebody else was first, the change is made once
 * more of what that one has left.
 *
 * @param change of the record; null where there is nothing to do
 */
export async function changeRecord(
  { type, id, department }: { readonly type: string; readonly id: string; readonly department: string },
  change: (record: StoredRecord) => RecordChange | null,
  store: Pick<RecordStore, 'recordsById' | 'write'>,
): Promise<void> {
  for (;;) {
    const record = (await store.recordsById(type, [id])).get(id);
    const wanted = record === undefined ? null : change(record);
    if (record === undefined || wanted === null) return;
    const [outcome] = await store.write(department, [{ ...wanted, onVersion: record.version }]);
    if (outcome?.outcome !== 'conflict') return;
  }
}
