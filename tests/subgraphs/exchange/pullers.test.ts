import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PrincipalKind } from '../../../schema/access/passport.ts';
import { callerWith, change, platform, type TestExchange, testExchange } from './exchange-fixtures.ts';

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await testExchange();
});
afterEach(() => exchange[Symbol.asyncDispose]());

const FIELDS = '{ caller departments items acknowledgedAt isStale entriesBehind behindSince }';
const ACKNOWLEDGE = `mutation ($cursor: String!) { acknowledgeChanges(cursor: $cursor) ${FIELDS} }`;

const of = (kind: PrincipalKind, id: string = kind) => callerWith({ kind, id, department: null, subject: null });
const acknowledge = async (cursor: string | null, by = platform()) => exchange.ask(by, ACKNOWLEDGE, { cursor });
const pullers = async (by = of('operator')) => (await exchange.ask(by, `{ pullers ${FIELDS} }`)).data.pullers;
const write = (key: string) => exchange.store.write('market', [change(key)]);

describe('those who pull', () => {
  test('say how far they are, and operators see how far that is behind', async () => {
    const after = (await exchange.page(platform(), { departments: ['market'] })).pageInfo.endCursor;
    for (const key of ['a', 'b', 'c']) await write(key);
    const page = await exchange.page(platform(), { after, first: 1, departments: ['market'] });
    const expected = {
      caller: 'platform:region',
      departments: ['market'],
      items: null,
      acknowledgedAt: '2026-11-02T04:00:00.000Z',
      isStale: false,
      entriesBehind: 2,
      behindSince: '2026-02-02T01:00:00.000Z',
    };
    expect((await acknowledge(page.pageInfo.endCursor)).data.acknowledgeChanges).toEqual(expected);
    expect(await pullers()).toEqual([expected]);
    const args = { departments: ['market'], after: page.pageInfo.endCursor };
    await acknowledge((await exchange.page(platform(), args)).pageInfo.endCursor);
    expect(await pullers()).toEqual([{ ...expected, entriesBehind: 0, behindSince: null }]);
    await write('d');
    expect(await pullers()).toMatchObject([{ entriesBehind: 1 }]);
  });

  test('have a place for each filter and each of them', async () => {
    await write('a');
    const cursorOf = async (by = platform(), args = {}) => (await exchange.page(by, args)).pageInfo.endCursor;
    await acknowledge(await cursorOf());
    await acknowledge(await cursorOf(platform(), { departments: ['tax'] }));
    const neighbour = of('platform', 'platform:neighbour');
    await acknowledge(await cursorOf(neighbour), neighbour);
    const places = (await pullers()).map((one: { caller: string; departments: unknown }) => [
      one.caller,
      one.departments,
    ]);
    expect(places).toEqual([
      ['platform:neighbour', null],
      ['platform:region', ['tax'] as unknown],
      ['platform:region', null],
    ]);
  });

  test('say what became of what they pulled, layer by layer', async () => {
    await write('a');
    const { endCursor } = (await exchange.page(platform())).pageInfo;
    const CONFIRM = `mutation ($cursor: String!, $receipt: PullReceipt) {
      acknowledgeChanges(cursor: $cursor, receipt: $receipt) { receipts { layer issuedAt passed stopped } } }`;
    const confirm = (receipt?: object) => exchange.ask(platform(), CONFIRM, { cursor: endCursor, receipt });
    const issuedAt = '2026-11-02T04:00:00.000Z';
    const receipts = [
      { layer: 'TRANSPORT', issuedAt, passed: 10, stopped: 0 },
      { layer: 'VALIDATION', issuedAt, passed: 8, stopped: 2 },
      { layer: 'LOAD', issuedAt, passed: 7, stopped: 1 },
    ];
    const told = await confirm({ received: 10, valid: 8, loaded: 7 });
    expect(told.data.acknowledgeChanges).toEqual({ receipts });
    const shown = await exchange.ask(of('operator'), '{ pullers { receipts { layer issuedAt passed stopped } } }');
    expect(shown.data.pullers).toEqual([{ receipts }]);
    for (const impossible of [
      { received: 1, valid: 2, loaded: 0 },
      { received: 2, valid: 1, loaded: 2 },
      { received: 1, valid: 1, loaded: -1 },
    ]) {
      expect((await confirm(impossible)).codes).toEqual(['INVALID_ARGUMENT']);
    }
    expect((await confirm()).data.acknowledgeChanges).toEqual({ receipts: [] });
  });

  test('show as stale when the store begins another epoch', async () => {
    await write('a');
    const { endCursor } = (await exchange.page(platform())).pageInfo;
    await acknowledge(endCursor);
    await exchange.store.beginEpoch();
    expect(await pullers()).toMatchObject([{ isStale: true, entriesBehind: null, behindSince: null }]);
    expect((await acknowledge(endCursor)).codes).toEqual(['CURSOR_STALE']);
  });

  test('cannot speak for others', async () => {
    await write('a');
    const { endCursor } = (await exchange.page(platform())).pageInfo;
    expect((await acknowledge(endCursor, of('platform', 'platform:neighbour'))).codes).toEqual(['CURSOR_FOREIGN']);
    expect((await acknowledge('x')).codes).toEqual(['INVALID_CURSOR']);
    expect(await pullers()).toEqual([]);
  });

  test.each<PrincipalKind>(['anonymous', 'application', 'platform', 'subject', 'agency', 'officer', 'auditor'])(
    'are nothing that %s is told of',
    async (kind) => {
      await write('a');
      await acknowledge((await exchange.page(platform())).pageInfo.endCursor);
      expect(await pullers(of(kind))).toBeNull();
    },
  );
});
