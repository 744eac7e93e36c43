import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TOWN } from '../small-town.ts';
import {
  ACCIDENT,
  callerWith,
  change,
  Puller,
  platform,
  type Sketch,
  type TestExchange,
  testExchange,
} from './exchange-fixtures.ts';

const ITEM = 'market.administrative-penalty';

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await testExchange();
});
afterEach(() => exchange[Symbol.asyncDispose]());

interface MonthDigest {
  readonly month: string;
  readonly count: number;
  readonly checksum: string;
}

const DIGEST = `query ($item: String!, $upTo: String!, $fromMonth: String, $toMonth: String) {
  digest(item: $item, upTo: $upTo, fromMonth: $fromMonth, toMonth: $toMonth) { month count checksum }
}`;

const ask = (upTo: string | null, more: object = {}, passport = platform()) =>
  exchange.ask(passport, DIGEST, { item: ITEM, upTo, ...more });
const digestOf = async (upTo: string | null, more: object = {}): Promise<readonly MonthDigest[]> =>
  (await ask(upTo, more)).data.digest;

/** As the schema describes it, written independently. */
function checksum(held: ReadonlyMap<string, number>): string {
  let sum = 0n;
  for (const [id, version] of held) {
    const hash = createHash('sha256')
      .update(Buffer.from(`${id} ${version}`, 'utf8'))
      .digest();
    for (const [index, byte] of hash.entries()) sum += BigInt(byte) << BigInt(8 * (31 - index));
  }
  return (sum & ((1n << 256n) - 1n)).toString(16).padStart(64, '0');
}

const write = (key: string, sketch: Sketch = {}) => exchange.store.write('market', [change(key, sketch)]);

describe('the digest', () => {
  test('is what a reader works out of what it has been told, month by month', async () => {
    await write('jan', { decisionDate: '2026-01-31' });
    await write('feb', { decisionDate: '2026-02-01' });
    await write('feb', { decisionDate: '2026-02-01', documentNo: 'corrected', reason: 'CORRECTED' });
    await write('gone', { state: 'REPAIRED' });
    await write('person', { about: TOWN.person });
    const puller = new Puller(exchange, platform());
    await puller.pullAll();
    const [jan, feb] = [change('jan').id, change('feb').id];
    expect(puller.held).toEqual(
      new Map([
        [jan, 1],
        [feb, 2],
      ]),
    );
    expect(await digestOf(puller.cursor)).toEqual([
      { month: '2026-01', count: 1, checksum: checksum(new Map([[jan, 1]])) },
      { month: '2026-02', count: 1, checksum: checksum(new Map([[feb, 2]])) },
    ]);
    expect(await digestOf(puller.cursor, { fromMonth: '2026-02', toMonth: '2026-02' })).toMatchObject([
      { month: '2026-02' },
    ]);
    expect(await digestOf(puller.cursor, { toMonth: '2025-12' })).toEqual([]);
  });

  test('finds the month in which a reader has lost a record', async () => {
    for (const month of ['01', '02', '03']) await write(month, { decisionDate: `2026-${month}-15` });
    const puller = new Puller(exchange, platform());
    await puller.pullAll();
    puller.held.delete(change('02').id);
    const counts = (await digestOf(puller.cursor)).map(({ month, count }) => [month, count]);
    expect(counts).toEqual([
      ['2026-01', 1],
      ['2026-02', 1],
      ['2026-03', 1],
    ]);
  });

  test.each<[string, object, string]>([
    ['an item that there is not', { item: 'nothing' }, 'INVALID_ARGUMENT'],
    ['an item that the cursor is not about', { item: 'market.administrative-permit' }, 'INVALID_ARGUMENT'],
    ['what is no month', { fromMonth: '2026-13' }, 'INVALID_ARGUMENT'],
    ['what is no cursor', { upTo: 'x' }, 'INVALID_CURSOR'],
  ])('is refused for %s', async (_, args, code) => {
    await write('a');
    const { endCursor } = (await exchange.page(platform(), { items: [ITEM] })).pageInfo;
    expect((await ask(endCursor, args)).codes).toEqual([code]);
  });

  test('is refused with the cursor of somebody else', async () => {
    await write('a');
    const { endCursor } = (await exchange.page(platform())).pageInfo;
    const neighbour = callerWith({ kind: 'platform', id: 'platform:neighbour', department: null, subject: null });
    expect((await ask(endCursor, {}, neighbour)).codes).toEqual(['CURSOR_FOREIGN']);
  });

  test('says nothing of an item that is closed to its reader', async () => {
    await exchange.store.write(ACCIDENT.department, [change('closed', { type: ACCIDENT.type })]);
    const { endCursor } = (await exchange.page(platform())).pageInfo;
    expect((await ask(endCursor, { item: 'emergency.accident' })).data).toEqual({ digest: [] });
  });

  test('of a place is the same whatever is written after it, or while it is made', async () => {
    const sketch = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      decisionDate: fc.constantFrom('2026-01-10', '2026-02-10', '2026-03-10'),
      state: fc.constantFrom('EFFECTIVE', 'EFFECTIVE', 'REPAIRED', 'WITHDRAWN'),
      documentNo: fc.constantFrom('1', '2', '3'),
    });
    const writes = fc.array(sketch, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(writes, writes, writes, async (before, after, meanwhile) => {
        await using own = await testExchange();
        const put = ({ key, ...content }: (typeof before)[number]) =>
          own.store.write('market', [change(key, content as Sketch)]);
        for (const one of before) await put(one);
        const puller = new Puller(own, platform(), { first: 2 });
        await puller.pullAll();
        for (const one of after) await put(one);
        const { listRecords } = own.store;
        own.store.listRecords = async (query) => {
          const page = await listRecords.call(own.store, { ...query, first: 1 }); // many pages, and writes between them
          for (const one of meanwhile.splice(0, 2)) await put(one);
          return page;
        };
        const { data } = await own.ask(platform(), DIGEST, { item: ITEM, upTo: puller.cursor });
        const months: readonly MonthDigest[] = data.digest;
        const sums = months.reduce((sum, one) => sum + BigInt(`0x${one.checksum}`), 0n);
        const count = months.reduce((sum, one) => sum + one.count, 0);
        expect(count).toBe(puller.held.size);
        expect((sums & ((1n << 256n) - 1n)).toString(16).padStart(64, '0')).toBe(checksum(puller.held));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

test('a merger leaves the records of both in the feed as they were, each to whom it is open', async () => {
  const near = platform({ rows: { areas: ['451102'] }, clear: [ACCIDENT.scope] });
  const accident = (key: string, sketch: Sketch) => change(key, { type: ACCIDENT.type, ...sketch });
  const ofFar = accident('of the absorbed', { about: TOWN.far });
  await exchange.store.write(ACCIDENT.department, [ofFar, accident('of the other', { about: TOWN.near })]);
  const [everywhere, nearby] = [platform({ clear: [ACCIDENT.scope] }), near].map(
    (passport) => new Puller(exchange, passport, { departments: [ACCIDENT.department] }),
  ) as [Puller, Puller];
  await everywhere.pullAll();
  await nearby.pullAll();
  expect([everywhere.held.size, nearby.held.size]).toEqual([2, 1]);
  const merger = change('merger', {
    type: 'RegistrationSuccession',
    about: TOWN.far,
    fields: { kind: 'ABSORPTION', successorName: TOWN.near.name, successorUscc: TOWN.near.uscc },
  });
  await exchange.store.write('registry', [merger]);
  await exchange.store.write(ACCIDENT.department, [
    { ...ofFar, operation: 'WITHDRAW', reason: 'REVOKED', content: { ...ofFar.content, state: 'WITHDRAWN' } },
  ]);
  await everywhere.pullAll();
  await nearby.pullAll();
  expect([everywhere.held.size, nearby.held.size]).toEqual([1, 1]);
  for (const [puller, passport] of [
    [everywhere, platform({ clear: [ACCIDENT.scope] })],
    [nearby, near],
  ] as const) {
    const { data } = await ask(puller.cursor, { item: 'emergency.accident' }, passport);
    expect(data.digest.map(({ count }: MonthDigest) => count)).toEqual([1]);
  }
});
