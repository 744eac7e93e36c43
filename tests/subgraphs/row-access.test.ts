import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Disclosure, type Passport, PUBLIC_PASSPORT } from '../../schema/access/passport.ts';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { countingStore } from '../harness/counting-store.ts';
import { aboutSubjects, askDepartment, references, type WireAnswer } from './department-ask.ts';
import { byConsent, passportWith } from './passports.ts';
import { type SmallTown, smallTown, TOWN, type Townsman } from './small-town.ts';

let town: SmallTown;
const departments = new Map<string, Subgraph>();
beforeAll(async () => {
  town = await smallTown();
  for (const code of ['market', 'tax', 'human-resources', 'subjects']) departments.set(code, await loadSubgraph(code));
});
afterAll(() => town[Symbol.asyncDispose]());

const PERSON = 'subjects.person:read';
const IDENTITY = 'market.administrative-penalty:identity';
const HISTORY = 'market.administrative-penalty:history';
const TAX = 'tax.payment-status:read';

const AUTHENTICATED = passportWith();
const MARKET_ITEMS = ['market.administrative-penalty', 'market.product-inspection'];
const OWNER = passportWith({
  source: 'owner',
  clear: [PERSON, 'subjects.person:bulk', IDENTITY],
  policies: ['subject-consent'],
  items: MARKET_ITEMS,
});
const SELF = passportWith({
  source: 'self',
  clear: [PERSON, TAX, HISTORY],
  masked: [IDENTITY],
  policies: ['subject-consent'],
  rows: { subjects: [TOWN.person.id] },
});
const NEAR_CONSENTED = byConsent(
  passportWith({
    source: 'consent:1',
    policies: ['subject-consent'],
    items: ['market.product-inspection'],
    rows: { subjects: [TOWN.near.id] },
  }),
);

function ask(code: string, passport: Passport, query: string, variables = {}): Promise<WireAnswer> {
  const subgraph = departments.get(code);
  if (subgraph === undefined) throw new Error(`there is no ${code}`);
  return askDepartment(subgraph, town.store, passport, query, variables);
}

/** What the answer says of one subject, in one field of it. */
async function about(code: string, passport: Passport, who: Townsman, selection: string) {
  const answer = await ask(code, passport, aboutSubjects(selection), references(TOWN[who].id));
  expect(answer.errors).toBeUndefined();
  return { entity: answer.data._entities[0], ...answer.extensions.creditHub };
}

const denial = (coordinate: string, reason: Disclosure['denials'][number]['reason']) => ({ coordinate, reason });

describe('penalties, which are public in their publicity period:', () => {
  const LIST = 'CreditSubject.marketPenalties';

  test.each<[string, Passport, Townsman, readonly string[] | null, Disclosure['denials']]>([
    ['the public', PUBLIC_PASSPORT, 'near', ['now'], []],
    ['the public', PUBLIC_PASSPORT, 'trader', ['now'], []],
    ['the public', PUBLIC_PASSPORT, 'person', null, [denial(LIST, 'SUBJECT_KIND')]],
    ['who gives a purpose', AUTHENTICATED, 'near', ['now'], []],
    ['who gives a purpose', AUTHENTICATED, 'person', null, [denial(LIST, 'SUBJECT_KIND')]],
    ['who may see persons', passportWith({ clear: [PERSON] }), 'person', ['now'], []],
    ['who may see persons masked', passportWith({ masked: [PERSON] }), 'person', ['now'], []],
    [
      'who may see persons of one area',
      passportWith({ clear: [PERSON], rows: { areas: ['451102'] } }),
      'person',
      ['now'],
      [],
    ],
    [
      'who may see persons of one area',
      passportWith({ clear: [PERSON], rows: { areas: ['451102'] } }),
      'stranger',
      null,
      [denial(LIST, 'OUT_OF_REGION')],
    ],
    [
      'who may see persons of the whole city',
      passportWith({ clear: [PERSON], rows: { areas: ['451100'] } }),
      'stranger',
      ['now'],
      [],
    ],
    ['who has the past', passportWith({ clear: [HISTORY] }), 'near', ['now', 'past'], []],
    ['who has the past masked', passportWith({ masked: [HISTORY] }), 'near', ['now', 'past'], []],
    [
      'who has the past of traders',
      passportWith({ clear: [HISTORY], rows: { kinds: ['SOLE_TRADER'] } }),
      'near',
      ['now'],
      [],
    ],
    [
      'who has the past of traders',
      passportWith({ clear: [HISTORY], rows: { kinds: ['SOLE_TRADER'] } }),
      'trader',
      ['now', 'past'],
      [],
    ],
    ['who has the past of another item', passportWith({ clear: ['tax.payment-status:history'] }), 'near', ['now'], []],
    ['the owner', OWNER, 'near', ['now', 'past', 'repaired', 'withdrawn'], []],
    ['the owner', OWNER, 'person', ['now', 'past', 'repaired', 'withdrawn'], []],
    [
      'the owner of other items',
      passportWith({ source: 'owner', clear: [PERSON], items: ['tax.payment-status'] }),
      'near',
      ['now'],
      [],
    ],
    ['the person itself', SELF, 'person', ['now', 'past'], []],
    ['another person', SELF, 'stranger', null, [denial(LIST, 'CONSENT_MISSING')]],
    [
      'who has the consent of a person',
      passportWith({ policies: ['subject-consent'], items: MARKET_ITEMS, rows: { subjects: [TOWN.person.id] } }),
      'person',
      ['now'],
      [],
    ],
    [
      'who has the consent to something else',
      passportWith({
        policies: ['subject-consent'],
        items: ['human-resources.professional-title'],
        rows: { subjects: [TOWN.person.id] },
      }),
      'person',
      null,
      [denial(LIST, 'SUBJECT_KIND')],
    ],
  ])('%s sees, %#', async (_, passport, who, expected, denials) => {
    const { entity, ...disclosure } = await about(
      'market',
      passport,
      who,
      'marketPenalties { totalCount nodes { documentNo } edges { node { documentNo } } }',
    );
    const list = entity.marketPenalties;
    expect(list?.nodes.map(({ documentNo }: { documentNo: string }) => documentNo).sort() ?? null).toEqual(expected);
    expect(list?.totalCount ?? null).toBe(expected?.length ?? null);
    expect(list?.edges.length ?? null).toBe(expected?.length ?? null);
    expect(disclosure).toEqual({ subjects: expected === null ? [] : [TOWN[who].id], denials });
  });

  test('a filter does not reach further than the caller sees', async () => {
    const filtered = (states: string) =>
      `marketPenalties(filter: { states: [${states}] }) { totalCount nodes { documentNo } }`;
    const seen = async (passport: Passport, states: string) =>
      (await about('market', passport, 'near', filtered(states))).entity.marketPenalties.totalCount;
    expect(await seen(PUBLIC_PASSPORT, 'REPAIRED, WITHDRAWN')).toBe(0);
    expect(await seen(passportWith({ clear: [HISTORY] }), 'REPAIRED, WITHDRAWN')).toBe(0);
    expect(await seen(PUBLIC_PASSPORT, 'EFFECTIVE, EXPIRED')).toBe(1);
    expect(await seen(passportWith({ clear: [HISTORY] }), 'EFFECTIVE, EXPIRED, REPAIRED')).toBe(2);
    expect(await seen(OWNER, 'REPAIRED')).toBe(1);
  });

  test('a filter by state finds the records that are shown in it, also where publicity has ended since', async () => {
    const found = async (state: string) => {
      const text = `marketPenalties(filter: { states: [${state}] }) { totalCount nodes { documentNo state } }`;
      return (await about('market', OWNER, 'near', text)).entity.marketPenalties;
    };
    for (const [state, documentNo] of [
      ['EFFECTIVE', 'now'],
      ['EXPIRED', 'past'],
      ['REPAIRED', 'repaired'],
    ] as const) {
      expect(await found(state)).toEqual({ totalCount: 1, nodes: [{ documentNo, state }] });
    }
  });

  test('a record that is asked for by its own reference is seen by the same callers', async () => {
    const { records } = await town.store.listRecords({
      type: 'MarketPenalty',
      where: {},
      first: 100,
      withTotal: false,
    });
    const representations = records.map(({ id }) => ({ __typename: 'MarketPenalty', id }));
    const query =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on MarketPenalty { id } } }';
    const seen = async (passport: Passport) => {
      const { data, extensions } = await ask('market', passport, query, { representations });
      const count = data._entities.filter((one: unknown) => one !== null).length;
      return { count, subjects: extensions.creditHub.subjects.length, denials: extensions.creditHub.denials };
    };
    const persons = denial('MarketPenalty', 'SUBJECT_KIND');
    expect(await seen(PUBLIC_PASSPORT)).toEqual({ count: 3, subjects: 3, denials: [persons] });
    expect(await seen(passportWith({ clear: [PERSON] }))).toEqual({ count: 5, subjects: 5, denials: [] });
    expect(await seen(passportWith({ clear: [PERSON, HISTORY] }))).toEqual({ count: 10, subjects: 5, denials: [] });
    expect(await seen(OWNER)).toEqual({ count: 20, subjects: 5, denials: [] });
  });
});

describe('a field', () => {
  const name = 'counterpartyName';
  const idNo = 'counterpartyIdNo';
  const idType = 'counterpartyIdType';
  const representative = 'legalRepresentative';
  const representativeNo = 'legalRepresentativeIdNo';

  test.each<[string, Townsman, Passport, string, unknown, Disclosure['denials']]>([
    ['is clear where it is public', 'near', PUBLIC_PASSPORT, name, TOWN.near.name, []],
    ['is clear where it is public, with a mask too', 'near', PUBLIC_PASSPORT, representative, '王大力', []],
    ['is closed to the public where a rule says so', 'near', PUBLIC_PASSPORT, representativeNo, null, []],
    ['is closed without the scope', 'near', AUTHENTICATED, representativeNo, null, []],
    [
      'is clear with the scope',
      'near',
      passportWith({ clear: [IDENTITY] }),
      representativeNo,
      '451102197001013456',
      [],
    ],
    [
      'is masked with the scope masked',
      'near',
      passportWith({ masked: [IDENTITY] }),
      representativeNo,
      '451102********3456',
      [],
    ],
    [
      'is clear where one grant masks and another does not',
      'near',
      passportWith({ masked: [IDENTITY] }, { clear: [IDENTITY], rows: { areas: ['451102'] } }),
      representativeNo,
      '451102197001013456',
      [],
    ],
    [
      'is masked where the better grant is for elsewhere',
      'far',
      passportWith({ masked: [IDENTITY] }, { clear: [IDENTITY], rows: { areas: ['451102'] } }),
      representativeNo,
      '451102********3456',
      [],
    ],
    [
      'is closed for kinds of which no grant speaks',
      'trader',
      passportWith({ clear: [IDENTITY], rows: { kinds: ['ORGANIZATION'] } }),
      representativeNo,
      null,
      [denial('MarketPenalty.legalRepresentativeIdNo', 'SUBJECT_KIND')],
    ],
    [
      'is closed out of the region',
      'far',
      passportWith({ clear: [IDENTITY], rows: { areas: ['451102'] } }),
      representativeNo,
      null,
      [denial('MarketPenalty.legalRepresentativeIdNo', 'OUT_OF_REGION')],
    ],
    [
      'of a person is clear with both rights',
      'person',
      passportWith({ clear: [PERSON, IDENTITY] }),
      idNo,
      '451102199003071230',
      [],
    ],
    [
      'of a person is masked where the person is',
      'person',
      passportWith({ clear: [IDENTITY], masked: [PERSON] }),
      idNo,
      '451102********1230',
      [],
    ],
    [
      'of a person is masked where the scope is',
      'person',
      passportWith({ clear: [PERSON], masked: [IDENTITY] }),
      idNo,
      '451102********1230',
      [],
    ],
    ['of a person is closed without its own scope', 'person', passportWith({ clear: [PERSON] }), idNo, null, []],
    ['of a masked person is masked, though public', 'person', passportWith({ masked: [PERSON] }), name, '欧阳**', []],
    [
      'of a masked person is clear where it has no mask',
      'person',
      passportWith({ masked: [PERSON] }),
      'facts',
      '事实。',
      [],
    ],
    [
      'without a mask is closed where its scope is masked',
      'person',
      passportWith({ clear: [PERSON], masked: [IDENTITY] }),
      idType,
      null,
      [],
    ],
    ['of a person about itself is masked as its right says', 'person', SELF, idNo, '451102********1230', []],
    ['of a person about itself is clear', 'person', SELF, name, '欧阳小明', []],
  ])('%s (%#)', async (_, who, passport, field, expected, denials) => {
    const { entity, ...disclosure } = await about(
      'market',
      passport,
      who,
      `marketPenalties(first: 1) { nodes { ${field} } }`,
    );
    expect(entity.marketPenalties.nodes[0][field]).toBe(expected);
    expect(disclosure.denials).toEqual(denials);
  });

  test('of a record of the past is masked where the past is', async () => {
    const passport = passportWith({ clear: [IDENTITY], masked: [HISTORY] });
    const { entity } = await about(
      'market',
      passport,
      'near',
      'marketPenalties { nodes { documentNo legalRepresentative legalRepresentativeIdNo } }',
    );
    expect(entity.marketPenalties.nodes).toEqual(
      expect.arrayContaining([
        { documentNo: 'now', legalRepresentative: '王大力', legalRepresentativeIdNo: '451102197001013456' },
        { documentNo: 'past', legalRepresentative: '王**', legalRepresentativeIdNo: '451102********3456' },
      ]),
    );
  });
});

describe('records that are not public', () => {
  test.each<[string, string, Townsman, Passport, string, unknown, Disclosure['denials']]>([
    [
      'are closed to the public',
      'market',
      'near',
      PUBLIC_PASSPORT,
      'productInspections { nodes { productName } }',
      null,
      [],
    ],
    [
      'are open to who gives a purpose, where sharing is unconditional',
      'market',
      'near',
      AUTHENTICATED,
      'productInspections { nodes { productName } }',
      '米粉',
      [],
    ],
    [
      'are open about who consented, to who reads by consent',
      'market',
      'near',
      NEAR_CONSENTED,
      'productInspections { nodes { productName } }',
      '米粉',
      [],
    ],
    [
      'are closed about others, to who reads by consent',
      'market',
      'far',
      NEAR_CONSENTED,
      'productInspections { nodes { productName } }',
      null,
      [denial('CreditSubject.productInspections', 'CONSENT_MISSING')],
    ],
    [
      'need the right to persons too',
      'market',
      'person',
      AUTHENTICATED,
      'productInspections { nodes { productName } }',
      null,
      [denial('CreditSubject.productInspections', 'SUBJECT_KIND')],
    ],
    [
      'are closed without the scope',
      'tax',
      'near',
      AUTHENTICATED,
      'taxPaymentStatuses { nodes { paidAmountWan } }',
      null,
      [],
    ],
    [
      'are open with the scope',
      'tax',
      'near',
      passportWith({ clear: [TAX] }),
      'taxPaymentStatuses { nodes { paidAmountWan } }',
      '73.55',
      [],
    ],
    [
      'show bands of amounts where the scope is masked',
      'tax',
      'near',
      passportWith({ masked: [TAX] }),
      'taxPaymentStatuses { nodes { paidAmountWan } }',
      '50',
      [],
    ],
    [
      'show in clear what has no mask',
      'tax',
      'near',
      passportWith({ masked: [TAX] }),
      'taxPaymentStatuses { nodes { period } }',
      '2025',
      [],
    ],
    [
      'are closed out of the region',
      'tax',
      'far',
      passportWith({ clear: [TAX], rows: { areas: ['451102'] } }),
      'taxPaymentStatuses { nodes { period } }',
      null,
      [denial('CreditSubject.taxPaymentStatuses', 'OUT_OF_REGION')],
    ],
    [
      'are closed to other kinds',
      'tax',
      'trader',
      passportWith({ clear: [TAX], rows: { kinds: ['ORGANIZATION'] } }),
      'taxPaymentStatuses { nodes { period } }',
      null,
      [denial('CreditSubject.taxPaymentStatuses', 'SUBJECT_KIND')],
    ],
    [
      'need consent where they are authorised queries',
      'human-resources',
      'person',
      passportWith({ clear: [PERSON] }),
      'professionalTitles { nodes { holderName } }',
      null,
      [],
    ],
    [
      'are open with the consent of the subject',
      'human-resources',
      'person',
      passportWith({
        policies: ['subject-consent'],
        items: ['human-resources.professional-title'],
        rows: { subjects: [TOWN.person.id] },
      }),
      'professionalTitles { nodes { certificateNo } }',
      'GX2019004567',
      [],
    ],
    [
      'are closed about whoever has not consented',
      'human-resources',
      'stranger',
      passportWith({ clear: [PERSON] }, { policies: ['subject-consent'], rows: { subjects: [TOWN.person.id] } }),
      'professionalTitles { nodes { certificateNo } }',
      null,
      [denial('CreditSubject.professionalTitles', 'CONSENT_MISSING')],
    ],
  ])('%s (%#)', async (_, code, who, passport, selection, expected, denials) => {
    const { entity, ...disclosure } = await about(code, passport, who, `list: ${selection}`);
    const value = entity.list === null ? null : Object.values(entity.list.nodes[0])[0];
    expect(value).toBe(expected);
    expect(disclosure).toEqual({ subjects: expected === null ? [] : [TOWN[who].id], denials });
  });
});

describe('a subject', () => {
  const query = 'query ($id: ID!) { subject(id: $id) { id name identityNo } }';
  const seen = (id: string, name: string | null, identityNo: string | null) => ({ id, name, identityNo });
  const ID = 'subjects.person:identity';

  test.each<[string, string, Passport, unknown, Disclosure['denials']]>([
    ['is public where it is no person', TOWN.near.id, PUBLIC_PASSPORT, seen(TOWN.near.id, TOWN.near.name, null), []],
    ['is hidden where it is one', TOWN.person.id, PUBLIC_PASSPORT, null, [denial('Query.subject', 'SUBJECT_KIND')]],
    [
      'looks the same where there is none',
      'p.nobody',
      PUBLIC_PASSPORT,
      null,
      [denial('Query.subject', 'SUBJECT_KIND')],
    ],
    ['is nobody', 'o.91451102MA5K000009', PUBLIC_PASSPORT, null, []],
    [
      'has a name for who may see persons',
      TOWN.person.id,
      passportWith({ clear: [PERSON] }),
      seen(TOWN.person.id, '欧阳小明', null),
      [],
    ],
    [
      'is masked for who may see them masked',
      TOWN.person.id,
      passportWith({ masked: [PERSON], clear: [ID] }),
      seen(TOWN.person.id, '欧阳**', '451102********1230'),
      [],
    ],
    [
      'has its number for who may see that',
      TOWN.person.id,
      passportWith({ clear: [PERSON, ID] }),
      seen(TOWN.person.id, '欧阳小明', '451102199003071230'),
      [],
    ],
    [
      'is hidden out of the region',
      TOWN.stranger.id,
      passportWith({ clear: [PERSON], rows: { areas: ['451102'] } }),
      null,
      [denial('Query.subject', 'OUT_OF_REGION')],
    ],
    [
      'out of the region looks like nobody',
      'p.nobody',
      passportWith({ clear: [PERSON], rows: { areas: ['451102'] } }),
      null,
      [denial('Query.subject', 'OUT_OF_REGION')],
    ],
    ['is not seen by who owns records of it', TOWN.person.id, OWNER, null, [denial('Query.subject', 'SUBJECT_KIND')]],
    ['sees itself', TOWN.person.id, SELF, seen(TOWN.person.id, '欧阳小明', null), []],
    ['sees no other', TOWN.stranger.id, SELF, null, [denial('Query.subject', 'CONSENT_MISSING')]],
  ])('%s (%#)', async (_, id, passport, expected, denials) => {
    const { data, extensions } = await ask('subjects', passport, query, { id });
    expect(data.subject).toEqual(expected);
    expect(extensions.creditHub).toEqual({ subjects: expected === null ? [] : [id], denials });
  });
});

describe('a list across subjects', () => {
  const documents = (list: string, first = 100, after = '') =>
    `{ ${list}(first: ${first}${after && `, after: "${after}"`}) { nodes { subject { id } documentNo } pageInfo { hasNextPage endCursor } } }`;
  const subjectsOf = ({ data }: WireAnswer, list: string): string[] =>
    [...new Set<string>(data[list].nodes.map((node: { subject: { id: string } }) => node.subject.id))].sort();
  const [near, far, trader] = [TOWN.near.id, TOWN.far.id, TOWN.trader.id];
  const [person, stranger] = [TOWN.person.id, TOWN.stranger.id];

  test.each<[string, string, string, Passport, readonly string[]]>([
    ['the public', 'market', 'marketPenalties', PUBLIC_PASSPORT, [near, far, trader]],
    [
      'who may see persons one by one',
      'market',
      'marketPenalties',
      passportWith({ clear: [PERSON] }),
      [near, far, trader],
    ],
    [
      'who may read them in bulk',
      'market',
      'marketPenalties',
      passportWith({ clear: [PERSON, 'subjects.person:bulk'] }),
      [near, far, trader, person, stranger],
    ],
    [
      'who may read them in bulk, masked',
      'market',
      'marketPenalties',
      passportWith({ masked: [PERSON], clear: ['subjects.person:bulk'] }),
      [near, far, trader, person, stranger],
    ],
    [
      'whose right to bulk is masked',
      'market',
      'marketPenalties',
      passportWith({ clear: [PERSON], masked: ['subjects.person:bulk'] }),
      [near, far, trader],
    ],
    [
      'who may read some in bulk',
      'market',
      'marketPenalties',
      passportWith({ clear: [PERSON, 'subjects.person:bulk'], rows: { areas: ['451102'] } }),
      [near, far, trader, person],
    ],
    [
      'who has an agreement for one area',
      'tax',
      'taxPaymentStatuses',
      passportWith({ clear: [TAX], rows: { areas: ['451102'] } }),
      [near, trader],
    ],
    [
      'who has an agreement for one kind',
      'tax',
      'taxPaymentStatuses',
      passportWith({ clear: [TAX], rows: { kinds: ['SOLE_TRADER'] } }),
      [trader],
    ],
    ['the person itself', 'tax', 'taxPaymentStatuses', SELF, []],
  ])('holds for %s the rows that it sees (%#)', async (_, code, list, passport, expected) => {
    const answer = await ask(code, passport, documents(list));
    expect(subjectsOf(answer, list)).toEqual([...expected].sort());
    expect(answer.extensions.creditHub.subjects).toEqual([...expected].sort());
  });

  test('is null for who sees nobody’s rows, and the store is not asked', async () => {
    const counting = countingStore(town.store);
    const tax = departments.get('tax') as Subgraph; // cast: loaded before
    const answer = await askDepartment(tax, counting.store, AUTHENTICATED, '{ taxPaymentStatuses { totalCount } }');
    expect(answer.data).toEqual({ taxPaymentStatuses: null });
    expect(counting.calls).toEqual([]);
  });

  test('is walked page by page without a row that the caller does not see, and without missing one', async () => {
    const passport = passportWith({ clear: [TAX], rows: { areas: ['451102'] } });
    const found: string[] = [];
    let after = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const answer = await ask('tax', passport, documents('taxPaymentStatuses', 1, after));
      found.push(...subjectsOf(answer, 'taxPaymentStatuses'));
      const { hasNextPage, endCursor } = answer.data.taxPaymentStatuses.pageInfo;
      if (!hasNextPage) break;
      after = endCursor;
    }
    expect(found.sort()).toEqual([near, trader]);
  });

  test('tells its total only to who sees all rows of a kind', async () => {
    const total = '{ taxPaymentStatuses { totalCount } }';
    const ofKind = await ask('tax', passportWith({ clear: [TAX], rows: { kinds: ['ORGANIZATION'] } }), total);
    expect(ofKind.data.taxPaymentStatuses.totalCount).toBe(2);
    const ofArea = await ask('tax', passportWith({ clear: [TAX], rows: { areas: ['451102'] } }), total);
    expect(ofArea.data.taxPaymentStatuses).toBeNull();
    expect(ofArea.errors?.[0]?.message).toMatch(/total over all subjects is not told/);
  });
});

test('the reason for a row does not depend on which row was looked at before', async () => {
  const passport = passportWith({ clear: [TAX], rows: { areas: ['451121'], subjects: [TOWN.near.id] } });
  const denialsOf = async (who: Townsman) =>
    (await about('tax', passport, who, 'taxPaymentStatuses { nodes { period } }')).denials;
  const list = 'CreditSubject.taxPaymentStatuses';
  expect(await denialsOf('far')).toEqual([denial(list, 'CONSENT_MISSING')]);
  expect(await denialsOf('near')).toEqual([denial(list, 'OUT_OF_REGION')]);
});

test('areas are looked up only where a grant that matters depends on them', async () => {
  const calls = async (passport: Passport) => {
    const counting = countingStore(town.store);
    const market = departments.get('market') as Subgraph; // cast: loaded before
    const ids = Object.values(TOWN).map(({ id }) => id);
    await askDepartment(
      market,
      counting.store,
      passport,
      aboutSubjects('marketPenalties { nodes { id } }'),
      references(...ids),
    );
    return counting.calls;
  };
  expect(await calls(PUBLIC_PASSPORT)).toEqual(['recordsBySubject']);
  expect(await calls(passportWith({ clear: [PERSON, IDENTITY] }))).toEqual(['recordsBySubject']);
  expect(await calls(passportWith({ clear: [TAX], rows: { areas: ['451102'] } }))).toEqual(['recordsBySubject']);
  const byArea = passportWith({ clear: [IDENTITY], rows: { areas: ['451102'] } });
  expect(await calls(byArea)).toEqual(['subjectsById', 'recordsBySubject']);
});

test("a person's number that a store still has among the old numbers of a sole trader is shown to nobody", async () => {
  const id = 't.92451102MA5K000099';
  const own = [
    { kind: 'ORG_CODE', value: 'MA5K00009' },
    { kind: 'TAX_NO', value: '451102MA5T00010' },
  ] as const;
  const personal = [
    { kind: 'TAX_NO', value: '45110219000101001X01' },
    { kind: 'REGISTRATION_NO', value: '45110219000101001X' },
  ] as const;
  await town.store.saveSubjects([{ ...TOWN.trader, id, uscc: id.slice(2), formerNumbers: [...own, ...personal] }]);
  for (const passport of [PUBLIC_PASSPORT, passportWith({ clear: [PERSON, 'subjects.person:identity'] })]) {
    const { data } = await ask('subjects', passport, aboutSubjects('formerNumbers { kind value }'), references(id));
    expect(data._entities).toEqual([{ formerNumbers: own }]);
  }
});
