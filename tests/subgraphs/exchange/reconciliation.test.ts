import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PrincipalKind } from '../../../schema/access/passport.ts';
import { ACCIDENT, callerWith, change, idOf, platform, type TestExchange, testExchange } from './exchange-fixtures.ts';

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await testExchange();
});
afterEach(() => exchange[Symbol.asyncDispose]());

const ITEM = 'market.administrative-penalty';
const RECONCILE = `query ($item: String!) { reconciliation(item: $item) {
  department item reported held published counts { kind records } differences { kind recordId } } }`;

const of = (kind: PrincipalKind, department: string | null = null) =>
  callerWith({ kind, id: kind, department, subject: null });
const write = (key: string, sketch: Parameters<typeof change>[1] = {}) =>
  exchange.store.write('market', [change(key, sketch)]);
const penaltyId = (key: string) => idOf('MarketPenalty', key);

async function reconciled(by = of('operator'), item = ITEM) {
  const { data, codes } = await exchange.ask(by, RECONCILE, { item });
  expect(codes).toEqual([]);
  return data.reconciliation;
}

/** What differs: kinds and keys. */
const differences = async () => (await reconciled()).differences;

describe('reconciliation', () => {
  test('finds nothing where everything is as it should be, and says how much there is', async () => {
    await write('public');
    await write('corrected');
    await write('corrected', { documentNo: 'c', reason: 'CORRECTED' });
    await write('withdrawn');
    await write('withdrawn', { state: 'WITHDRAWN', reason: 'REVOKED' });
    await write('repaired', { state: 'REPAIRED', reason: 'REPAIRED' });
    await write('over', { publicityEndDate: '2026-10-01' });
    await write('later', { publicityStartDate: '2026-12-01' });
    expect(await reconciled()).toEqual({
      department: 'market',
      item: ITEM,
      reported: 8,
      held: 5,
      published: 2,
      counts: [
        { kind: 'EXTRA_PUBLIC', records: 0 },
        { kind: 'MISSING_HELD', records: 0 },
        { kind: 'VALUE_DIFF', records: 0 },
        { kind: 'MISSING_PUBLIC', records: 0 },
      ],
      differences: [],
    });
  });

  test('names what the public is shown too much first, and what it should be shown and is not', async () => {
    for (const key of ['a', 'b']) await write(key);
    await write('repaired', { state: 'REPAIRED', reason: 'REPAIRED', decisionDate: '2026-03-03' });
    const { listRecords } = exchange.store;
    exchange.store.listRecords = async (query) => {
      const { publicOn, ...where } = query.where;
      const page = await listRecords.call(exchange.store, { ...query, where });
      if (publicOn === undefined) return page;
      return { ...page, records: page.records.filter(({ id }) => id !== penaltyId('a')) }; // and the repaired one stays
    };
    expect(await differences()).toEqual([
      { kind: 'EXTRA_PUBLIC', recordId: penaltyId('repaired') },
      { kind: 'MISSING_PUBLIC', recordId: penaltyId('a') },
    ]);
  });

  test('names what was reported and is not held, and what is held as something else', async () => {
    for (const key of ['gone', 'other', 'older']) await write(key);
    await write('older', { documentNo: 'corrected', reason: 'CORRECTED' });
    const { recordsById } = exchange.store;
    exchange.store.recordsById = async (type, ids) => {
      const records = new Map(await recordsById.call(exchange.store, type, ids));
      for (const [id, record] of records) {
        if (id === penaltyId('gone')) records.delete(id);
        if (id === penaltyId('other')) records.set(id, { ...record, contentHash: 'another' });
        if (id === penaltyId('older')) records.set(id, { ...record, version: 1 });
      }
      return records;
    };
    const found = await differences();
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        { kind: 'MISSING_HELD', recordId: penaltyId('gone') },
        { kind: 'MISSING_HELD', recordId: penaltyId('older') },
        { kind: 'VALUE_DIFF', recordId: penaltyId('other') },
      ]),
    );
  });

  test('does not take for a difference what is written while it looks', async () => {
    for (let n = 0; n < 5; n += 1) await write(`${n}`);
    const { listRecords } = exchange.store;
    let isFirst = true;
    exchange.store.listRecords = async (query) => {
      const page = await listRecords.call(exchange.store, query);
      if (query.where.publicOn !== undefined && isFirst) {
        isFirst = false;
        await write('0', { state: 'REPAIRED', reason: 'REPAIRED' });
        await write('new');
      }
      return page;
    };
    expect(await differences()).toEqual([]);
  });

  test('compares what the journal still holds', async () => {
    for (let n = 0; n < 5; n += 1) await write(`${n}`);
    await exchange.store.compactJournal('market', 3);
    expect(await reconciled()).toMatchObject({ reported: 2, held: 5, published: 5, differences: [] });
  });

  test('is told to officers about their own department, and to operators and auditors', async () => {
    await write('a');
    expect(await reconciled(of('officer', 'market'))).toMatchObject({ held: 1 });
    expect(await reconciled(of('auditor'))).toMatchObject({ held: 1 });
    expect(await reconciled(of('operator'), ACCIDENT.scope.replace(':read', ''))).toMatchObject({ published: 0 });
    expect(await reconciled(of('operator'), 'nothing')).toBeNull();
    for (const other of [of('officer', 'tax'), of('application', 'market'), of('subject'), of('agency'), platform()]) {
      expect(await reconciled(other)).toBeNull();
    }
    expect(await reconciled(of('anonymous'))).toBeNull();
  });
});
