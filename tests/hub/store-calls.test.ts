import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listFieldName } from '../../schema/list-field-name.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { type CountingStore, countingStore } from '../harness/counting-store.ts';
import { type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
let counting: CountingStore;
let lists: string[];

beforeAll(async () => {
  hub = await testHub({
    wrapStore: (store) => {
      counting = countingStore(store);
      return counting.store;
    },
  });
  const subgraphs = await loadSubgraphs();
  const types = subgraphs.flatMap(({ recordTypes }) => recordTypes).filter(({ entry }) => entry.class === 'PUBLIC');
  lists = types.map(({ name }) => `${listFieldName(name)}(first: 5) { totalCount nodes { id documentNo state } }`);
});
afterAll(() => hub[Symbol.asyncDispose]());

/** Store calls for record types that the query costs. */
async function recordCalls(query: string): Promise<{ calls: number; subjects: number }> {
  counting.calls.length = 0;
  const { data, errors } = await hub.ask(query);
  expect(errors).toBeUndefined();
  const calls = counting.calls.filter((name) => name === 'recordsBySubject').length;
  expect(counting.calls.length - calls).toBeLessThanOrEqual(2); // finding the subjects themselves
  return { calls, subjects: data.searchSubjects.nodes.length };
}

test.each([1, 50])('%i subject(s) over all departments cost at most one store call per record type', async (first) => {
  expect(lists.length).toBeGreaterThan(40);
  const query = `{ searchSubjects(name: "贺州", first: ${first}) { nodes { id name ${lists.join('\n')} } } }`;
  const { calls, subjects } = await recordCalls(query);
  expect(subjects).toBe(first);
  expect(calls).toBeLessThanOrEqual(lists.length);
  expect(calls).toBeGreaterThan(0);
});
