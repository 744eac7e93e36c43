import type { HubStore, Subject } from '../../storage/port.ts';

/** The sample is a subject with such records. */
const SAMPLE_TYPE = 'MarketPenalty';

/** Of those it is one that has these too, which not everybody may see. */
const GRADED_TYPE = 'TaxCreditGrade';

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
  const ids = [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const graded = await store.recordsBySubject({ type: GRADED_TYPE, first: 1, withTotal: false, where: {} }, ids);
  const [best = ''] = [...ids.filter((id) => graded.has(id)), ...ids];
  return (await store.subjectsById([best])).get(best) ?? null;
}
