import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { reconcileCommand } from '../../cli/commands/reconcile.ts';
import { storeCompact } from '../../cli/commands/store-compact.ts';
import { NOON } from '../harness/test-hub.ts';
import { change, platform, type TestExchange, testExchange } from '../subgraphs/exchange/exchange-fixtures.ts';

let exchange: TestExchange;
let printed: string[] = [];
beforeEach(async () => {
  exchange = await testExchange();
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await exchange[Symbol.asyncDispose]();
});

const ITEM = 'market.administrative-penalty';
const write = (key: string, reportedAt: string) => exchange.store.write('market', [{ ...change(key), reportedAt }]);
const firstSeq = async () => (await exchange.store.journal('market', 0, 1))[0]?.seq;

test('"store compact" forgets what is old and acknowledged, beside a store that is open', async () => {
  await write('a', '2026-01-01T00:00:00Z');
  await write('b', '2026-01-02T00:00:00Z');
  const { endCursor } = (await exchange.page(platform())).pageInfo;
  await exchange.ask(platform(), 'mutation ($c: String!) { acknowledgeChanges(cursor: $c) { caller } }', {
    c: endCursor,
  });
  await write('c', '2026-01-03T00:00:00Z');
  await write('d', '2026-11-01T00:00:00Z');
  await storeCompact({ data: exchange.folder, keep: 90, atMost: 365 }, NOON);
  expect(await firstSeq()).toBe(3); // which the puller has not read
  expect(printed).toEqual([
    'market: 2 entries forgotten',
    '2 journal entries are forgotten; a first load needs none of them.',
  ]);
  await storeCompact({ data: exchange.folder, keep: 90, atMost: 100 }, NOON);
  expect(await firstSeq()).toBe(4);
});

test('"reconcile" prints an item a line as JSON, and a table of what differs, and says by its exit code how bad it is', async () => {
  await write('a', '2026-01-01T00:00:00Z');
  const options = { data: exchange.folder, item: ITEM };
  expect(await reconcileCommand({ ...options, json: true }, NOON)).toBe(0);
  expect(printed.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ department: 'market', item: ITEM, reported: 1, held: 1, published: 1, differences: [] }),
  ]);
  printed = [];
  expect(await reconcileCommand(options, NOON)).toBe(0);
  expect(printed).toEqual(['1 items compared, 0 of them differ.']);
  await expect(reconcileCommand({ ...options, item: 'nothing' }, NOON)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});
