import type { RecordChange, RecordStore, StoredRecord } from '../../storage/port.ts';

/**
 * Writes what is made of a record. The store takes what comes last, so that a department that reports a correction at the same moment
 * might lose it: then the change is made once more, of what that one reported.
 *
 * @param change of the record; null where there is nothing to do
 */
export async function changeRecord(
  { type, id, department }: { readonly type: string; readonly id: string; readonly department: string },
  change: (record: StoredRecord) => RecordChange | null,
  store: Pick<RecordStore, 'recordsById' | 'recordVersions' | 'write'>,
): Promise<void> {
  let base = (await store.recordsById(type, [id])).get(id);
  while (base !== undefined) {
    const wanted = change(base);
    if (wanted === null) return;
    const [outcome] = await store.write(department, [wanted]);
    const replaced = (outcome?.version ?? 0) - 1;
    if (outcome?.outcome !== 'updated' || replaced <= base.version) return;
    base = (await store.recordVersions(type, id)).find(({ version }) => version === replaced);
  }
}
