import type { HubStore, Subject } from '../../storage/port.ts';

/** The sample is a subject with such records. */
const SAMPLE_TYPE = 'MarketPenalty';

/** The organisation with most of the latest penalties, so that answers show something; null in a store without any. */
export async function sampleSubject(store: HubStore, today: string): Promise<Subject | null> {
  const { records } = await store.listRecords({
    type: SAMPLE_TYPE,
    first: 200,
    withTotal: false,
    where: { publicOn: today, subjectKinds: ['ORGANIZATION'] },
  });
  const counts = new Map<string, number>();
  for (const { subjectId } of records) counts.set(subjectId, (counts.get(subjectId) ?? 0) + 1);
  const [id] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [''];
  return (await store.subjectsById([id])).get(id) ?? null;
}
