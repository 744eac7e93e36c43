import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PullerPlace } from '../../../storage/exchange/port.ts';
import { forgettable } from '../../../subgraphs/_runtime/exchange/retention.ts';
import { NOON } from '../../harness/test-hub.ts';
import { change, idOf, Puller, platform, type TestExchange, testExchange } from './exchange-fixtures.ts';

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await testExchange();
});
afterEach(() => exchange[Symbol.asyncDispose]());

const DAY_MS = 24 * 3_600_000;
const daysAgo = (days: number) => new Date(NOON.getTime() - days * DAY_MS).toISOString();

const write = (key: string, sketch: Parameters<typeof change>[1] = {}, days = 200) =>
  exchange.store.write('market', [{ ...change(key, sketch), reportedAt: daysAgo(days) }]);

const upTo = (places: readonly PullerPlace[] = [], retention = { keepDays: 90, maxDays: 365 }) =>
  forgettable('market', { store: exchange.store, places, retention, now: NOON });

/** A puller that has read its department up to a number. */
async function placeAt(seq: number, more: Partial<PullerPlace> = {}): Promise<PullerPlace> {
  const epoch = await exchange.store.epoch();
  return {
    caller: 'p',
    feed: '[null,null]',
    epoch,
    place: { market: seq },
    at: NOON.toISOString(),
    receipt: null,
    ...more,
  };
}

describe('what of a journal may be forgotten', () => {
  beforeEach(async () => {
    for (const [key, days] of [
      ['a', 500],
      ['b', 400],
      ['c', 200],
      ['d', 100],
      ['e', 10],
    ] as const) {
      await write(key, {}, days);
    }
  });

  test('is what is old, where nobody pulls', async () => {
    expect(await upTo()).toBe(4);
    expect(await upTo([], { keepDays: 450, maxDays: 450 })).toBe(1);
    expect(await upTo([], { keepDays: 600, maxDays: 600 })).toBe(0);
  });

  test('is nothing that somebody has not read, unless it is too old for anybody to wait', async () => {
    expect(await upTo([await placeAt(3), await placeAt(4)])).toBe(3);
    expect(await upTo([await placeAt(0)])).toBe(2);
    expect(await upTo([await placeAt(0, { place: {} })])).toBe(2);
  });

  test('does not wait for who pulls from others only, nor for who has to begin again', async () => {
    expect(await upTo([await placeAt(0, { feed: '[["tax"],null]', place: { tax: 1 } })])).toBe(4);
    expect(await upTo([await placeAt(0, { epoch: 'another' })])).toBe(4);
  });

  test('stops at the first entry that stays, whatever clocks have made of the times behind it', async () => {
    await write('f', {}, -30); // a clock that was ahead
    for (const key of ['g', 'h']) await write(key, {}, 300); // and one that was behind
    expect(await upTo()).toBe(4);
    expect(await upTo([], { keepDays: 5, maxDays: 5 })).toBe(5);
  });
});

describe('after a journal was compacted', () => {
  test('who is behind is told to begin again, and what it then gets is the whole', async () => {
    const puller = new Puller(exchange, platform());
    await write('held');
    await puller.pullAll();
    for (const key of ['a', 'b', 'c']) await write(key);
    await write('held', { state: 'WITHDRAWN', reason: 'REVOKED' });
    await write('d');
    await exchange.store.compactJournal('market', 5);
    expect(await exchange.refusal(platform(), { after: puller.cursor })).toBe('CURSOR_EXPIRED');
    const DIGEST = 'query ($upTo: String!) { digest(item: "market.administrative-penalty", upTo: $upTo) { count } }';
    expect((await exchange.ask(platform(), DIGEST, { upTo: puller.cursor })).codes).toEqual(['CURSOR_EXPIRED']);
    const again = new Puller(exchange, platform());
    await again.pullAll();
    expect([...again.held.keys()].sort()).toEqual(['a', 'b', 'c', 'd'].map((key) => idOf('MarketPenalty', key)).sort());
  });

  test('who is not behind goes on, and gets the tombstones of what it holds', async () => {
    const puller = new Puller(exchange, platform());
    await write('held');
    for (const key of ['a', 'b', 'c']) await write(key);
    await puller.pullAll();
    await write('held', { state: 'WITHDRAWN', reason: 'REVOKED' });
    await exchange.store.compactJournal('market', 4);
    const { nodes } = await puller.pull();
    expect(nodes).toMatchObject([{ operation: 'WITHDRAW', recordId: idOf('MarketPenalty', 'held') }]);
  });

  test('a journal that loses entries while it is read ends in no gap', async () => {
    const puller = new Puller(exchange, platform());
    await puller.pullAll();
    for (let n = 0; n < 9; n += 1) await write(`${n}`);
    const { journal } = exchange.store;
    exchange.store.journal = async (...args) => {
      const entries = await journal.apply(exchange.store, args);
      return entries.filter(({ seq }) => seq < 3 || seq > 6); // as a slow reader sees it
    };
    expect(await exchange.refusal(platform(), { after: puller.cursor })).toBe('CURSOR_EXPIRED');
  });
});

test('the order of changes and the cursor hold where the clock jumps back and forth', async () => {
  const puller = new Puller(exchange, platform(), { first: 2 });
  await puller.pull();
  const days = [0, 300, -40, 20, 999, -1];
  for (const [n, day] of days.entries()) await write(`${n}`, {}, day);
  await write('0', { documentNo: 'corrected', reason: 'CORRECTED' }, 700);
  const told: string[] = [];
  for (let isMore = true; isMore; ) {
    const { nodes, pageInfo } = await puller.pull();
    told.push(...nodes.map(({ recordId, version }) => `${recordId} ${version}`));
    isMore = pageInfo.hasNextPage;
  }
  const expected = days.map((_, n) => `${idOf('MarketPenalty', `${n}`)} 1`);
  expect(told).toEqual([...expected, `${idOf('MarketPenalty', '0')} 2`]);
});
