import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditEntry } from '../../gateway/audit/audit-entry.ts';
import type { RowKind } from '../../schema/access/grant.ts';
import { type Passport, PUBLIC_PASSPORT } from '../../schema/access/passport.ts';
import { subjectReferences } from '../../subgraphs/_runtime/subject-references.ts';
import { NOON } from '../harness/test-hub.ts';
import { byConsent, passportWith, type TestGrant } from '../subgraphs/passports.ts';
import { type SmallTown, smallTown, TOWN, type Townsman } from '../subgraphs/small-town.ts';
import { type Received, type TownAnswer, type TownGraph, townGraphs } from './town-graph.ts';

let town: SmallTown;
/** Gateways that hold rows against grants before they ask; know no areas, or cannot look them up; and leave all to departments. */
let gating: TownGraph;
let withoutAreas: TownGraph;
let withoutIndex: TownGraph;
let trusting: TownGraph;
beforeAll(async () => {
  town = await smallTown();
  const broken = { ...subjectReferences(), areasOf: () => Promise.reject(new Error('the index is down')) };
  const told = [subjectReferences(town.store), subjectReferences(), broken, undefined];
  const graphs = await townGraphs(town.store, told);
  [gating, withoutAreas, withoutIndex, trusting] = graphs as [TownGraph, TownGraph, TownGraph, TownGraph]; // cast: as many
});
afterAll(async () => {
  await Promise.all([gating, withoutAreas, withoutIndex, trusting].map((graph) => graph.close()));
  await town[Symbol.asyncDispose]();
});

const PERSON = 'subjects.person:read';
const BULK = 'subjects.person:bulk';
const TAX = 'tax.payment-status:read';
const NEAR = { areas: ['451102'] };

/** Lists everybody who has a penalty, persons too, for whoever may. */
const LISTING: TestGrant = {
  source: 'owner',
  clear: [PERSON, BULK],
  policies: ['subject-consent'],
  items: ['market.administrative-penalty'],
};
const everybody = (selection: string) => `{ marketPenalties(first: 100) { nodes { subject { id ${selection} } } } }`;

/** Subjects about which a department was asked, each once. */
function askedAbout({ received }: TownAnswer, department: string): readonly Townsman[] {
  const ids = received
    .filter((one) => one.department === department)
    .flatMap(representations)
    .map(({ id }) => id);
  return (Object.keys(TOWN) as Townsman[]).filter((name) => ids.includes(TOWN[name].id)).sort(); // cast: its own keys
}

interface Reference {
  readonly __typename: string;
  readonly id: string;
}

function representations({ variables }: Received): readonly Reference[] {
  return (variables.representations ?? []) as readonly Reference[]; // cast: what a gateway sends
}

describe('a department is not asked', () => {
  const PERIODS = 'taxPaymentStatuses { nodes { period } }';

  test('about subjects out of the region, nor about kinds that no grant speaks of', async () => {
    const passport = passportWith(LISTING, { clear: [TAX], rows: { ...NEAR, kinds: ['ORGANIZATION', 'SOLE_TRADER'] } });
    const answer = await gating.ask(passport, everybody(PERIODS));
    expect(askedAbout(answer, 'tax')).toEqual(['near', 'trader']);
    expect(
      answer.result.errors?.map(({ path, extensions }) => [path, extensions.coordinate, extensions.reason]),
    ).toEqual(
      expect.arrayContaining([
        [
          ['marketPenalties', 'nodes', 'subject', 'taxPaymentStatuses'],
          'CreditSubject.taxPaymentStatuses',
          'OUT_OF_REGION',
        ],
        [
          ['marketPenalties', 'nodes', 'subject', 'taxPaymentStatuses'],
          'CreditSubject.taxPaymentStatuses',
          'SUBJECT_KIND',
        ],
      ]),
    );
    expect(answer.result.errors).toHaveLength(2);
  });

  test('at all where it would answer nothing about anybody', async () => {
    const passport = passportWith(LISTING, { clear: [TAX], rows: { areas: ['451123'] } });
    const answer = await gating.ask(passport, everybody(PERIODS));
    expect(answer.received.map(({ department }) => department)).toEqual(['market']);
  });

  test('about persons without their consent', async () => {
    const consent = { policies: ['subject-consent'], items: ['human-resources.professional-title'] };
    const passport = passportWith(LISTING, { ...consent, rows: { subjects: [TOWN.person.id] } });
    const answer = await gating.ask(passport, everybody('professionalTitles { nodes { titleName } }'));
    expect(askedAbout(answer, 'human-resources')).toEqual(['person']);
  });

  test('about persons themselves by who has a right to their records only', async () => {
    const answer = await gating.ask(passportWith(LISTING), everybody('name'));
    expect(askedAbout(answer, 'subjects')).toEqual(['far', 'near', 'trader']);
    expect(answer.result.errors?.map(({ extensions }) => extensions.coordinate)).toEqual(['CreditSubject']);
  });

  test('about persons, whose neighbours in a list are not touched by that, whatever is asked of them', async () => {
    const all = 'name kind uscc formerNumbers { kind } area { code } identityNo creditReport { reportNo }';
    const { result } = await gating.ask(passportWith(LISTING), everybody(all));
    const { nodes } = JSON.parse(JSON.stringify(result.data)).marketPenalties;
    const byKind = new Map<unknown, number>();
    for (const { subject } of nodes) byKind.set(subject.kind, (byKind.get(subject.kind) ?? 0) + 1);
    expect(byKind.get(null)).toBeGreaterThan(0);
    expect([byKind.get('ORGANIZATION'), byKind.get('NATURAL_PERSON')]).toEqual([expect.any(Number), undefined]);
    const reasons = result.errors?.map(({ extensions: { coordinate, reason } }) => [coordinate, reason]);
    expect(reasons).toEqual([
      ['CreditSubject.identityNo', 'NO_AGREEMENT'],
      ['CreditSubject', 'SUBJECT_KIND'],
    ]);
  });

  test('about what a report says of a person, section by section', async () => {
    const sections = 'creditReport { administration { taxPenalties { totalCount } } }';
    const passport = passportWith(LISTING, { clear: [PERSON], items: ['subjects.nothing'] });
    const { received } = await gating.ask(passport, everybody(sections));
    expect(received.filter(({ department }) => department === 'tax').flatMap(representations)).toHaveLength(3);
  });
});

describe('what departments share without conditions', () => {
  const TAXPAYERS = '{ taxPaymentStatuses(first: 100) { nodes { subject { id productInspections { totalCount } } } } }';
  const listing: TestGrant = { source: 'agreement-2', clear: [TAX], items: ['tax.payment-status'] };
  const consent: TestGrant = {
    source: 'consent:1',
    policies: ['subject-consent'],
    items: ['market.product-inspection'],
    rows: { subjects: [TOWN.near.id] },
  };

  test('is asked for about who consented only, for those who read by consent, and the trail has the consent', async () => {
    const passport = byConsent(passportWith(listing, consent));
    const answer = await gating.ask(passport, TAXPAYERS);
    expect(askedAbout(answer, 'market')).toEqual(['near']);
    const { entry, errors } = outcomeOf(answer, passport);
    expect(errors).toEqual([expect.stringContaining('CONSENT_MISSING')]);
    expect(entry.grants).toEqual(['agreement-2', 'consent:1']);
    expect(entry.subjects).toEqual(expect.arrayContaining([TOWN.near.id]));
  });

  test('is asked for about everybody for others, who owe it to no grant', async () => {
    const passport = passportWith(listing, consent);
    const answer = await gating.ask(passport, TAXPAYERS);
    expect(askedAbout(answer, 'market')).toEqual(['far', 'near', 'trader']);
    expect(outcomeOf(answer, passport).entry.grants).toEqual(['agreement-2']);
  });
});

describe('a department is asked', () => {
  test('about whomever anything of what is asked may be open of', async () => {
    const passport = passportWith(LISTING, { clear: [TAX], rows: NEAR });
    const both = 'taxPaymentStatuses { nodes { period } } taxPenalties { totalCount }';
    expect(askedAbout(await gating.ask(passport, everybody(both)), 'tax')).toEqual(['far', 'near', 'trader']);
  });

  test('about everybody where areas are not known, and decides as ever', async () => {
    const passport = passportWith(LISTING, { clear: [TAX], rows: NEAR });
    const query = everybody('taxPaymentStatuses { nodes { period } }');
    const known = await gating.ask(passport, query);
    expect(askedAbout(known, 'tax')).toEqual(['near', 'trader']);
    for (const graph of [withoutAreas, withoutIndex]) {
      const unknown = await graph.ask(passport, query);
      expect(askedAbout(unknown, 'tax')).toEqual(['far', 'near', 'person', 'stranger', 'trader']);
      expect(outcomeOf(unknown, passport)).toEqual(outcomeOf(known, passport));
    }
  });
});

/** What a request came to, for its caller and for the audit trail. Errors of one answer have no order. */
function outcomeOf({ result, answered }: TownAnswer, passport: Passport) {
  const errors = (result.errors ?? []).map((error) => JSON.stringify(error)).sort();
  const codes = (result.errors ?? []).map(({ extensions }) => String(extensions.code));
  const request = {
    at: NOON,
    requestId: 'test',
    passport,
    answered,
    content: '',
    body: '',
    errors: codes,
    durationMs: 0,
  };
  const entry = auditEntry(request, (value) => value);
  const denied = entry.coordinates.denied.map(({ coordinate, reason }) => `${coordinate} ${reason}`).sort();
  return {
    data: JSON.parse(JSON.stringify(result.data ?? null)),
    errors,
    entry: { ...entry, coordinates: { ...entry.coordinates, denied } },
  };
}

const SELECTIONS = [
  'name',
  'kind',
  'identityNo',
  'accessLog { nodes { at } }',
  'taxPaymentStatuses { totalCount nodes { period paidAmountWan } }',
  'taxCreditGrades { nodes { grade } }',
  'taxPenalties { nodes { documentNo } }',
  'marketPermits { totalCount }',
  'productInspections { nodes { productName subject { name } } }',
  'professionalTitles { nodes { titleName } }',
  'twice: professionalTitles(first: 1) { nodes { certificateNo } }',
  'creditReport { administration { marketPenalties { nodes { documentNo } } taxPenalties { totalCount } } }',
];

const SCOPES = [PERSON, BULK, TAX, 'tax.credit-grade:read', 'tax.payment-status:history', 'subjects.person:identity'];
const ITEMS = ['tax.payment-status', 'tax.penalty', 'human-resources.professional-title', 'market.product-inspection'];
const ids = Object.values(TOWN).map(({ id }) => id);

const some = <T>(values: readonly T[], minLength = 0) => fc.subarray([...values], { minLength });
const limit = <T>(values: fc.Arbitrary<T>) => fc.oneof(fc.constant(null), values);

const rows = fc.record({
  kinds: limit(some<RowKind>(['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'], 1)),
  areas: limit(some(['451100', '451102', '451121'], 1)),
  subjects: limit(some(ids, 1)),
});

const grants: fc.Arbitrary<TestGrant> = fc.record({
  source: fc.constantFrom('agreement-1', 'token', 'owner'),
  clear: fc.oneof(fc.constant(SCOPES), some(SCOPES)),
  masked: some(SCOPES),
  policies: some(['subject-consent']),
  items: fc.oneof(fc.constant(null), some(ITEMS, 1)),
  rows,
});

const passports: fc.Arbitrary<Passport> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(PUBLIC_PASSPORT) },
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom([LISTING], [LISTING], []), fc.array(grants, { maxLength: 3 }), fc.boolean())
      .map(([listing, others, isShared]) => {
        const passport = passportWith(...listing, ...others);
        return isShared ? passport : byConsent(passport);
      }),
  },
);

const operations = fc
  .tuple(fc.oneof(fc.constantFrom(...SELECTIONS.map((one) => [one])), some(SELECTIONS, 1)), fc.constantFrom(...ids))
  .chain(([selections, id]) =>
    fc.constantFrom(
      everybody(selections.join(' ')),
      `{ subject(id: "${id}") { id ${selections.join(' ')} } }`,
      `{ productInspections(first: 10) { nodes { subject { ${selections.join(' ')} } } } }`,
    ),
  );

/** Whether the department would answer nothing but nulls about the entity, because of whom it is about. */
async function isAllDenied(passport: Passport, received: Received, representation: Reference): Promise<boolean> {
  const alone = { ...received, variables: { ...received.variables, representations: [representation] } };
  const { data, said } = await trusting.askDepartment(passport, alone);
  const [entity] = (data as { _entities: readonly (Readonly<Record<string, unknown>> | null)[] })._entities; // cast: the field that was asked
  const known: readonly unknown[] = Object.values(representation);
  const told = Object.values(entity ?? {}).filter((value) => value !== null && !known.includes(value));
  return said.denials.length > 0 && said.subjects.length === 0 && told.length === 0;
}

test('whoever holds rows against grants, the answer, its errors and the audit entry are the same', async () => {
  let spared = 0;
  const count = ({ received }: TownAnswer) => received.flatMap(representations).length;
  await fc.assert(
    fc.asyncProperty(passports, operations, async (passport, operation) => {
      const all = await trusting.ask(passport, operation);
      for (const graph of [gating, withoutAreas]) {
        const answer = await graph.ask(passport, operation);
        expect(outcomeOf(answer, passport)).toEqual(outcomeOf(all, passport));
        spared += count(all) - count(answer);
      }
    }),
    { numRuns: 300 },
  );
  expect(spared).toBeGreaterThan(100);
}, 120_000);

test('a department never receives an entity of which it would deny everything', async () => {
  await fc.assert(
    fc.asyncProperty(passports, operations, async (passport, operation) => {
      const { received } = await gating.ask(passport, operation);
      for (const one of received) {
        for (const representation of representations(one)) {
          expect([one.text, representation, await isAllDenied(passport, one, representation)]).toContain(false);
        }
      }
    }),
    { numRuns: 200 },
  );
}, 120_000);
