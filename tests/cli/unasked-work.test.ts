import { expect, test } from '@jest/globals';
import { unaskedWork } from '../../cli/unasked-work.ts';
import { createLog } from '../../gateway/log.ts';
import type { CaseWork } from '../../subgraphs/_runtime/case-work.ts';
import type { Department } from '../../subgraphs/_runtime/department.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { NOON } from '../harness/test-hub.ts';

// casts: of a subgraph and of the work, no more than this is looked at
const subgraphWith = (unasked?: Department['unasked']) =>
  ({ department: { code: 'some', unasked } }) as unknown as Subgraph;
const WORK = {} as unknown as CaseWork;

test('what subgraphs do without being asked begins at the start, and one that fails keeps the others from nothing', async () => {
  const begun: string[] = [];
  const subgraphs = [
    subgraphWith(),
    subgraphWith(() => Promise.reject(new Error('fails'))),
    subgraphWith(async (_, now) => {
      begun.push(now.toISOString());
    }),
  ];
  await unaskedWork(subgraphs, WORK, () => NOON, createLog('silent')).stop();
  expect(begun).toEqual([NOON.toISOString()]);
});

test('the hub does not stop in the middle of it', async () => {
  let isDone = false;
  const slow = subgraphWith(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    isDone = true;
  });
  await unaskedWork([slow], WORK, () => NOON, createLog('silent')).stop();
  expect(isDone).toBe(true);
});
