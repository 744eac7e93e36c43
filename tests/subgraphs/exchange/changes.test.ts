import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PrincipalKind } from '../../../schema/access/passport.ts';
import { PERSON_BULK_SCOPE, PERSON_SCOPE } from '../../../schema/access/sight.ts';
import { TOWN } from '../small-town.ts';
import {
  ACCIDENT,
  callerWith,
  change,
  idOf,
  Puller,
  platform,
  type Sketch,
  type TestExchange,
  testExchange,
} from './exchange-fixtures.ts';

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await testExchange();
});
afterEach(() => exchange[Symbol.asyncDispose]());

const write = (key: string, sketch: Sketch = {}) => exchange.store.write('market', [change(key, sketch)]);
const accident = (key: string, sketch: Sketch = {}) =>
  exchange.store.write(ACCIDENT.department, [change(key, { type: ACCIDENT.type, ...sketch })]);
const penaltyId = (key: string) => idOf('MarketPenalty', key);

describe('the feed', () => {
  test('tells a platform of a record: what, about whom, and where it is in the graph', async () => {
    await write('a');
    const { nodes, rightsChanged, pageInfo } = await exchange.page(platform());
    expect(nodes).toEqual([
      {
        operation: 'UPSERT',
        reason: 'REPORTED',
        item: 'market.administrative-penalty',
        recordId: penaltyId('a'),
        version: 1,
        subject: { id: TOWN.near.id },
        record: { __typename: 'MarketPenalty' },
      },
    ]);
    expect(rightsChanged).toEqual([]);
    expect(pageInfo).toEqual({ hasNextPage: false, endCursor: expect.any(String) });
  });

  test('notes whom it has spoken about', async () => {
    await write('a');
    await write('b', { about: TOWN.far, decisionDate: '2026-01-01' });
    const { disclosed } = await exchange.ask(platform(), '{ changes(first: 1) { nodes { item } } }');
    expect(disclosed).toEqual([TOWN.near.id]);
  });

  test('tells of a record that changed twice once, in its latest state', async () => {
    const puller = new Puller(exchange, platform());
    await puller.pull();
    await write('a');
    await write('b');
    await write('a', { documentNo: 'a, corrected', reason: 'CORRECTED' });
    const { nodes } = await puller.pull();
    expect(nodes.map(({ recordId, version, reason }) => [recordId, version, reason])).toEqual([
      [penaltyId('b'), 1, 'REPORTED'],
      [penaltyId('a'), 2, 'CORRECTED'],
    ]);
  });

  test('takes back what is over, without saying whom it was about', async () => {
    await write('a');
    const puller = new Puller(exchange, platform());
    await puller.pull();
    await write('a', { state: 'REPAIRED', reason: 'REPAIRED' });
    const { nodes } = await puller.pull();
    expect(nodes).toEqual([
      expect.objectContaining({ operation: 'WITHDRAW', reason: 'REPAIRED', recordId: penaltyId('a'), subject: null }),
    ]);
    expect(nodes[0]?.record).toBeNull();
    const { disclosed } = await exchange.ask(platform(), '{ changes { nodes { item } } }');
    expect(disclosed).toEqual([]);
  });

  test('says nothing of what its reader never could see', async () => {
    await write('repaired', { state: 'REPAIRED' });
    await write('past', { publicityEndDate: '2026-10-01' });
    await write('person', { about: TOWN.person });
    await accident('closed');
    await accident('closed', { documentNo: 'corrected' });
    const { nodes, pageInfo } = await exchange.page(platform());
    expect(nodes).toEqual([]);
    expect(pageInfo.hasNextPage).toBe(false);
  });

  test('does not even read the records of an item that is closed to its reader', async () => {
    await accident('closed');
    const { recordsById, listRecords } = exchange.store;
    const read: string[] = [];
    exchange.store.recordsById = (type, ids) => {
      read.push(type);
      return recordsById.call(exchange.store, type, ids);
    };
    exchange.store.listRecords = (query) => {
      read.push(query.type);
      return listRecords.call(exchange.store, query);
    };
    const region = new Puller(exchange, platform());
    const agreed = new Puller(exchange, platform({ clear: [ACCIDENT.scope] }));
    await region.pull();
    expect(read).toContain('MarketPenalty');
    expect(read).not.toContain(ACCIDENT.type);
    await agreed.pull();
    expect(read).toContain(ACCIDENT.type);
    await accident('closed', { documentNo: 'corrected' });
    read.length = 0;
    await region.pull();
    expect(read).toEqual([]);
    await agreed.pull();
    expect(read).toEqual([ACCIDENT.type]);
  });

  test('holds rows to the conditions of the agreement, also of records that change', async () => {
    for (const about of [TOWN.near, TOWN.far]) {
      await accident(about.id, { about });
      await accident(about.id, { about, documentNo: 'corrected' });
    }
    const { nodes } = await exchange.page(platform({ clear: [ACCIDENT.scope], rows: { areas: ['451102'] } }));
    expect(nodes.map(({ subject, version }) => [subject?.id, version])).toEqual([[TOWN.near.id, 2]]);
  });

  test('brings natural persons to those who may read them in bulk', async () => {
    await write('person', { about: TOWN.person });
    const counts = [];
    for (const clear of [[], [PERSON_SCOPE], [PERSON_SCOPE, PERSON_BULK_SCOPE]]) {
      counts.push((await exchange.page(platform({ clear }))).nodes.length);
    }
    expect(counts).toEqual([0, 0, 1]);
  });

  test('shows an officer its own department, withdrawn records as withdrawn', async () => {
    await write('a');
    await accident('b');
    const grant = { source: 'owner', clear: ['market.administrative-penalty:read'] };
    const officer = callerWith({ kind: 'officer', id: 'officer:m', department: 'market', subject: null }, grant);
    const puller = new Puller(exchange, officer);
    expect((await puller.pull()).nodes.map(({ recordId }) => recordId)).toEqual([penaltyId('a')]);
    await write('a', { state: 'WITHDRAWN', reason: 'REVOKED' });
    await write('past', { publicityEndDate: '2026-10-01' });
    const { nodes } = await puller.pull();
    expect(nodes.map(({ operation, recordId }) => [operation, recordId])).toEqual([
      ['WITHDRAW', penaltyId('a')],
      ['UPSERT', penaltyId('past')],
    ]);
    expect((await exchange.page(officer, { departments: ['emergency'] })).nodes).toEqual([]);
  });

  test.each<[string, PrincipalKind, string | null]>([
    ['the public', 'anonymous', null],
    ['an application', 'application', 'market'],
    ['a subject', 'subject', null],
    ['an agency', 'agency', null],
    ['an auditor', 'auditor', null],
    ['an operator', 'operator', null],
    ['an officer of no department', 'officer', null],
  ])('looks to %s as if there were none', async (_, kind, department) => {
    await write('a');
    const other = callerWith({ kind, id: kind, department, subject: null }, { clear: [ACCIDENT.scope] });
    expect(await exchange.ask(other, '{ changes { nodes { item } } digest(item: "x", upTo: "y") { month } }')).toEqual({
      data: { changes: null, digest: null },
      codes: [],
      disclosed: [],
    });
    const acknowledge = 'mutation { acknowledgeChanges(cursor: "x") { caller } }';
    expect((await exchange.ask(other, acknowledge)).data).toEqual({ acknowledgeChanges: null });
  });

  test('looks to a platform with another purpose as if there were none', async () => {
    await write('a');
    const other = { ...platform(), purpose: 'credit-report' };
    expect((await exchange.ask(other, '{ changes { nodes { item } } }')).data).toEqual({ changes: null });
  });

  test('takes only names of the catalogue, and pages of a bounded length', async () => {
    expect(await exchange.refusal(platform(), { departments: ['nobody'] })).toBe('INVALID_ARGUMENT');
    expect(await exchange.refusal(platform(), { items: ['nothing'] })).toBe('INVALID_ARGUMENT');
    for (const first of [0, -1, 1_001]) expect(await exchange.refusal(platform(), { first })).toBe('INVALID_ARGUMENT');
  });

  test('keeps to the departments and items that it is asked for', async () => {
    const reader = platform({ clear: [ACCIDENT.scope] });
    await write('a');
    await write('permit', { type: 'MarketPermit' });
    await accident('b');
    const itemsOf = async (args: object) => (await exchange.page(reader, args)).nodes.map(({ item }) => item).sort();
    expect(await itemsOf({ departments: ['emergency'] })).toEqual(['emergency.accident']);
    expect(await itemsOf({ items: ['market.administrative-permit'] })).toEqual(['market.administrative-permit']);
    expect(await itemsOf({ departments: ['emergency'], items: ['market.administrative-permit'] })).toEqual([]);
    expect(await itemsOf({ departments: [] })).toEqual([]);
  });
});

describe('a first load', () => {
  test('brings each record once as it is, whatever the journal says of how it came to that', async () => {
    for (const documentNo of ['1', '2', '3']) await write('changed', { documentNo, reason: 'CORRECTED' });
    await write('gone');
    await write('gone', { state: 'WITHDRAWN', reason: 'REVOKED' });
    const { nodes, pageInfo } = await exchange.page(platform());
    expect(nodes).toMatchObject([
      { operation: 'UPSERT', reason: 'REPORTED', recordId: penaltyId('changed'), version: 3 },
    ]);
    expect(pageInfo.hasNextPage).toBe(false);
  });

  test('goes through all items, and ends with what was written and withdrawn meanwhile', async () => {
    const reader = platform({ clear: [ACCIDENT.scope] });
    for (const key of ['a', 'b', 'c']) await write(key);
    for (const key of ['a', 'b']) await accident(key);
    const puller = new Puller(exchange, reader, { first: 2 });
    await puller.pull();
    await write('d');
    await write('a', { state: 'WITHDRAWN', reason: 'REVOKED' });
    await accident('a', { documentNo: 'corrected', reason: 'CORRECTED', decisionDate: '2026-09-01' });
    await puller.pullAll();
    const accidentId = (key: string) => idOf(ACCIDENT.type, key);
    expect(puller.held).toEqual(
      new Map([
        [penaltyId('b'), 1],
        [penaltyId('c'), 1],
        [penaltyId('d'), 1],
        [accidentId('a'), 2],
        [accidentId('b'), 1],
      ]),
    );
  });

  test('has no digest before it is finished', async () => {
    for (const key of ['a', 'b']) await write(key);
    const { endCursor } = (await exchange.page(platform(), { first: 1 })).pageInfo;
    const DIGEST = 'query ($upTo: String!) { digest(item: "market.administrative-penalty", upTo: $upTo) { count } }';
    expect((await exchange.ask(platform(), DIGEST, { upTo: endCursor })).codes).toEqual(['INVALID_ARGUMENT']);
    const { endCursor: after } = (await exchange.page(platform(), { after: endCursor })).pageInfo;
    expect((await exchange.ask(platform(), DIGEST, { upTo: after })).data.digest).toEqual([{ count: 2 }]);
  });
});

describe('a page', () => {
  test('takes turns between departments, however much one of them has reported', async () => {
    const reader = platform({ clear: [ACCIDENT.scope] });
    const after = (await exchange.page(reader)).pageInfo.endCursor;
    for (let n = 0; n < 30; n += 1) await write(`penalty-${n}`);
    for (let n = 0; n < 3; n += 1) await accident(`accident-${n}`);
    const page = await exchange.page(reader, { after, first: 6 });
    expect(page.nodes.filter(({ item }) => item === 'emergency.accident')).toHaveLength(3);
  });

  test('begins with another department each time, so that short ones are fair too', async () => {
    const puller = new Puller(exchange, platform({ clear: [ACCIDENT.scope] }), { first: 1 });
    await puller.pull();
    for (let n = 0; n < 30; n += 1) await accident(`accident-${n}`);
    for (let n = 0; n < 3; n += 1) await write(`penalty-${n}`);
    for (let n = 0; n < 6; n += 1) await puller.pull();
    expect(puller.held.has(penaltyId('penalty-2'))).toBe(true);
    await puller.pullAll();
    expect(puller.held.size).toBe(33);
  });

  test('ends early where records hold much, and goes on with the next', async () => {
    const facts = '违法事实'.repeat(80_000); // about a megabyte
    for (const key of ['a', 'b', 'c']) await write(key, { fields: { facts } });
    const puller = new Puller(exchange, platform());
    const lengths = [(await puller.pull()).nodes.length, (await puller.pull()).nodes.length];
    expect(lengths).toEqual([2, 1]);
    expect(puller.held.size).toBe(3);
  });

  test('where nothing was read gives back the very cursor that it was asked with', async () => {
    await write('a');
    const puller = new Puller(exchange, platform());
    await puller.pull();
    const before = puller.cursor;
    for (let n = 0; n < 3; n += 1) {
      const { nodes, pageInfo } = await puller.pull();
      expect([nodes, pageInfo]).toEqual([[], { hasNextPage: false, endCursor: before }]);
    }
    await write('b');
    expect((await puller.pull()).nodes).toHaveLength(1);
  });

  test('goes on behind what is nothing to its reader', async () => {
    const puller = new Puller(exchange, platform(), { first: 1 });
    await puller.pull();
    for (let n = 0; n < 250; n += 1) await accident(`closed-${n}`);
    await write('a');
    await puller.pullAll();
    expect([...puller.held.keys()]).toEqual([penaltyId('a')]);
    const before = puller.cursor;
    await puller.pull();
    expect(puller.cursor).toBe(before);
  });
});

describe('a cursor', () => {
  const region = platform();

  test('that nobody here has made is refused', async () => {
    await write('a');
    const { endCursor } = (await exchange.page(region)).pageInfo;
    const spoilt = `${endCursor?.slice(0, -2)}${endCursor?.endsWith('AA') ? 'BB' : 'AA'}`;
    const { cursor: sealedElsewhere } = exchange.store.seal('another owner', { cursor: '[1,{}]' });
    for (const after of ['', 'x', '1:', 'MQ', spoilt, sealedElsewhere]) {
      expect(await exchange.refusal(region, { after: after ?? '' })).toBe('INVALID_CURSOR');
    }
  });

  test('tells nothing of what it holds', async () => {
    await write('a');
    const { endCursor } = (await exchange.page(region)).pageInfo;
    expect(Buffer.from(endCursor ?? '', 'base64url').toString('latin1')).not.toMatch(/market|region/);
  });

  test('is good for the caller, purpose and filter that it was given to', async () => {
    await write('a');
    const after = (await exchange.page(region)).pageInfo.endCursor;
    const neighbour = callerWith({ kind: 'platform', id: 'platform:neighbour', department: null, subject: null });
    const officer = callerWith({ kind: 'officer', id: 'platform:region', department: 'market', subject: null });
    expect(await exchange.refusal(neighbour, { after })).toBe('CURSOR_FOREIGN');
    expect(await exchange.refusal(officer, { after })).toBe('CURSOR_FOREIGN');
    expect(await exchange.refusal(region, { after, departments: ['market'] })).toBe('CURSOR_FOREIGN');
    expect(await exchange.refusal(region, { after })).toBeUndefined();
    const filtered = await exchange.page(region, { departments: ['market', 'tax'] });
    const next = { after: filtered.pageInfo.endCursor, departments: ['tax', 'market', 'tax'] };
    expect(await exchange.refusal(region, next)).toBeUndefined();
  });

  test('ends with the epoch of the store', async () => {
    await write('a');
    const after = (await exchange.page(region)).pageInfo.endCursor;
    await exchange.store.beginEpoch();
    expect(await exchange.refusal(region, { after })).toBe('CURSOR_STALE');
    expect((await exchange.page(region)).nodes).toHaveLength(1);
  });

  test('that knows more than the journals is refused, should nobody have begun another epoch', async () => {
    await using other = await testExchange();
    await write('a');
    await write('b');
    const ahead = await exchange.page(region);
    expect(await other.refusal(region, { after: ahead.pageInfo.endCursor })).toBe('INVALID_CURSOR'); // other keys
    const { journalHead } = exchange.store;
    exchange.store.journalHead = async (department) => Math.min(1, await journalHead.call(exchange.store, department));
    expect(await exchange.refusal(region, { after: ahead.pageInfo.endCursor })).toBe('CURSOR_STALE');
  });
});

describe('an agreement', () => {
  const whole = platform({ clear: [ACCIDENT.scope] });

  test('that was revoked between two pages shows on the next one, and nothing more comes of it', async () => {
    await accident('a');
    await accident('b');
    const { after, nodes } = await firstPage(whole);
    expect(nodes).toHaveLength(1);
    const next = await exchange.page(platform(), { after });
    expect(next.rightsChanged).toEqual(['emergency.accident']);
    expect(next.nodes).toEqual([]);
    const told = await exchange.page(platform(), { after: next.pageInfo.endCursor });
    expect(told.rightsChanged).toEqual([]);
  });

  test('that was narrowed between two pages leaves tombstones of what changes later, without a reason', async () => {
    await accident('far', { about: TOWN.far });
    const { after } = await firstPage(whole);
    await accident('far', { about: TOWN.far, documentNo: 'corrected', reason: 'CORRECTED' });
    await accident('new', { about: TOWN.far });
    const narrowed = platform({ clear: [ACCIDENT.scope], rows: { areas: ['451102'] } });
    const next = await exchange.page(narrowed, { after });
    expect(next.rightsChanged).toEqual(['emergency.accident']);
    expect(next.nodes).toEqual([
      {
        operation: 'WITHDRAW',
        reason: null,
        item: 'emergency.accident',
        recordId: idOf(ACCIDENT.type, 'far'),
        version: 2,
        subject: null,
        record: null,
      },
    ]);
    await accident('far', { about: TOWN.far, documentNo: 'corrected again', reason: 'CORRECTED' });
    const later = await exchange.page(narrowed, { after: next.pageInfo.endCursor });
    expect(later.nodes).toMatchObject([{ operation: 'WITHDRAW', reason: null, version: 3 }]);
  });

  test('that was widened between two pages shows too', async () => {
    await accident('a');
    const { after, nodes } = await firstPage(platform());
    expect(nodes).toEqual([]);
    expect((await exchange.page(whole, { after })).rightsChanged).toEqual(['emergency.accident']);
  });

  test('that another one with the same terms took the place of changes nothing', async () => {
    await accident('a');
    const { after } = await firstPage(whole);
    const renewed = platform({ source: 'agreement-2', clear: [ACCIDENT.scope] });
    const next = await exchange.page(renewed, { after });
    expect(next.rightsChanged).toEqual([]);
    expect(next.pageInfo.endCursor).toBe(after);
  });

  async function firstPage(passport: ReturnType<typeof platform>) {
    const { nodes, pageInfo } = await exchange.page(passport, { first: 1 });
    return { after: pageInfo.endCursor, nodes };
  }
});
