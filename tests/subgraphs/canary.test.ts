import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Row } from '../../schema/access/grant.ts';
import type { Passport } from '../../schema/access/passport.ts';
import { lesser, PERSON_BULK_SCOPE, type Sight, sightOfRow } from '../../schema/access/sight.ts';
import type { RecordState, Subject } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { FIXED_RUNS } from '../harness/fixed-runs.ts';
import { aboutSubjects, askDepartment, references, type WireAnswer } from './department-ask.ts';
import { passportWith, type TestGrant } from './passports.ts';
import { type SmallTown, smallTown, TOWN } from './small-town.ts';

const ITEM = 'market.administrative-penalty';
const SCOPES = [
  'subjects.person:read',
  PERSON_BULK_SCOPE,
  `${ITEM}:identity`,
  `${ITEM}:history`,
  'tax.credit-grade:read',
];

/** A record with values that stand nowhere else, each with a part that masks hide. */
interface Planted {
  readonly id: string;
  readonly subject: Subject;
  readonly state: RecordState;
  readonly isPublished: boolean;
  readonly canaries: Readonly<
    Record<'facts' | 'counterpartyName' | 'counterpartyIdNo' | 'legalRepresentativeIdNo', string>
  >;
}

let town: SmallTown;
let market: Subgraph;
const planted: Planted[] = [];

beforeAll(async () => {
  town = await smallTown();
  market = await loadSubgraph('market');
  const standings = [
    ['EFFECTIVE', '2027-06-01'],
    ['UNDER_OBJECTION', null],
    ['EFFECTIVE', '2026-10-01'],
    ['EXPIRED', '2026-10-01'],
    ['REPAIRED', '2027-06-01'],
    ['WITHDRAWN', null],
  ] as const;
  for (const subject of Object.values(TOWN)) {
    for (const [state, publicityEndDate] of standings) await plant(subject, state, publicityEndDate);
  }
});
afterAll(() => town[Symbol.asyncDispose]());

async function plant(subject: Subject, state: RecordState, publicityEndDate: string | null): Promise<void> {
  const number = String(planted.length).padStart(3, '0');
  const mark = (letter: string) => `${letter}Q${number}Z${letter}Q`; // eight characters, the width of a date of birth
  const id = recordId('MarketPenalty', ['canary', number]);
  const canaries = {
    // Facts name the person, which says no more than the name does.
    facts: `${mark('F')}当事人张${mark('N')}`,
    counterpartyName: `张${mark('N')}`,
    counterpartyIdNo: `451102${mark('C')}001X`,
    legalRepresentativeIdNo: `451102${mark('L')}002X`,
  };
  planted.push({
    id,
    subject,
    state,
    canaries,
    isPublished: publicityEndDate === null || publicityEndDate >= '2026-11-02',
  });
  const { facts, counterpartyName, ...sealed } = canaries;
  await town.store.write('market', [
    {
      id,
      operation: 'UPSERT',
      reason: 'REPORTED',
      reportedAt: '2026-02-02T01:00:00Z',
      content: {
        type: 'MarketPenalty',
        subjectId: subject.id,
        subjectKind: subject.kind,
        state,
        documentNo: `canary ${number}`,
        decidingOrgCode: '11451100MB0T010261',
        decisionDate: '2026-02-01',
        publicityStartDate: '2026-02-01',
        publicityEndDate,
        fields: { facts, counterpartyName },
        sealed,
      },
    },
  ]);
}

/** How the caller sees the record, worked out from the contract and not from how departments do it. */
function recordSight({ subject, state, isPublished }: Planted, { rights }: Passport, isInList: boolean): Sight {
  const row = rowOf(subject);
  const sight = sightOfRow({ rule: undefined, item: ITEM }, rights, row);
  const own = rights.grants.filter(
    ({ items, rows }) =>
      (items === null || items.includes(ITEM)) &&
      (rows.kinds === null || rows.kinds.includes(row.kind)) &&
      (rows.areas === null || rows.areas.some((area) => row.area?.startsWith(area.replace(/(00)+$/, '')))) &&
      (rows.subjects === null || rows.subjects.includes(row.id)),
  );
  const isBulk = own.some(({ clear }) => clear.includes(PERSON_BULK_SCOPE));
  if (isInList && row.kind === 'NATURAL_PERSON' && !isBulk) return 'denied';
  if (own.some(({ source }) => source === 'owner')) return sight;
  if (state === 'REPAIRED' || state === 'WITHDRAWN') return 'denied';
  if (state !== 'EXPIRED' && isPublished) return sight;
  return lesser(sight, sightOfRow(scoped(`${ITEM}:history`), rights, row));
}

function scoped(scope: string) {
  return { rule: { authenticated: true, scopes: [[scope]], policies: [] }, item: ITEM };
}

function rowOf({ id, kind, areaCode }: Subject): Row {
  return { id, kind, area: areaCode };
}

/** Texts that the answer must not hold. */
function secrets(record: Planted, passport: Passport, isInList: boolean): readonly string[] {
  const sight = recordSight(record, passport, isInList);
  const { facts, counterpartyName, counterpartyIdNo, legalRepresentativeIdNo } = record.canaries;
  const hidden = [
    counterpartyName.slice(1),
    counterpartyIdNo.slice(6, 14),
    legalRepresentativeIdNo.slice(6, 14),
  ] as const;
  if (sight === 'denied') return [facts.slice(0, 8), ...hidden, record.id];
  const identity = lesser(sight, sightOfRow(scoped(`${ITEM}:identity`), passport.rights, rowOf(record.subject)));
  return [...(sight === 'masked' ? [hidden[0]] : []), ...(identity === 'clear' ? [] : [hidden[1], hidden[2]])];
}

const scopes = fc.subarray(SCOPES);
const grant: fc.Arbitrary<TestGrant> = fc.record({
  source: fc.constantFrom('agreement-1', 'token', 'owner', 'self'),
  clear: scopes,
  masked: scopes,
  policies: fc.constantFrom([], ['subject-consent']),
  items: fc.constantFrom(null, [ITEM], ['tax.credit-grade']),
  rows: fc.record({
    kinds: fc.constantFrom(null, ['ORGANIZATION'] as const, ['NATURAL_PERSON', 'SOLE_TRADER'] as const),
    areas: fc.constantFrom(null, null, ['451102'], ['451100'], ['451121', '451199']),
    subjects: fc.constantFrom(null, null, [TOWN.person.id], [TOWN.far.id, TOWN.stranger.id]),
  }),
});
const passport = fc.array(grant, { maxLength: 4 }).map((grants) => passportWith(...grants));

const FIELDS = 'id documentNo facts counterpartyName counterpartyIdNo legalRepresentativeIdNo state';

/** The ways to a department's records. */
const WAYS: readonly {
  readonly name: string;
  readonly query: string;
  readonly variables: () => Readonly<Record<string, unknown>>;
  readonly isList: boolean;
}[] = [
  {
    name: 'the lists of subjects',
    query: aboutSubjects(`marketPenalties(first: 50) { nodes { ${FIELDS} } edges { cursor node { ${FIELDS} } } }`),
    variables: () => references(...Object.values(TOWN).map(({ id }) => id)),
    isList: false,
  },
  {
    name: 'a list across subjects',
    query: `{ marketPenalties(first: 100) { nodes { ${FIELDS} } edges { node { ${FIELDS} } } } }`,
    variables: () => ({}),
    isList: true,
  },
  {
    name: 'references',
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on MarketPenalty { documentNo facts counterpartyName counterpartyIdNo legalRepresentativeIdNo } } }`,
    variables: () => ({ representations: planted.map(({ id }) => ({ __typename: 'MarketPenalty', id })) }),
    isList: false,
  },
];

/** The same, answered by graphql-js: the batched way knows no directives. */
function interpreted(query: string): string {
  return query.replaceAll('facts', 'facts @include(if: true)');
}

function sorted({ data, errors, extensions }: WireAnswer) {
  const denials = extensions.creditHub.denials.map(({ coordinate, reason }) => `${coordinate} ${reason}`);
  return { data, errors, subjects: extensions.creditHub.subjects, denials: [...denials].sort() };
}

test.each(WAYS)(
  'whatever the grants, $name give out nothing that they do not open',
  async ({ query, variables, isList }) => {
    let [shown, hidden] = [0, 0];
    await fc.assert(
      fc.asyncProperty(passport, async (caller) => {
        const answer = await askDepartment(market, town.store, caller, query, variables());
        const text = JSON.stringify(answer);
        for (const record of planted) {
          const kept = secrets(record, caller, isList);
          for (const secret of kept) expect(text).not.toContain(secret);
          if (kept.length === 0) expect(text).toContain(record.canaries.counterpartyIdNo);
          if (kept.length === 0) shown += 1;
          else hidden += 1;
        }
        const plain = await askDepartment(market, town.store, caller, interpreted(query), variables());
        expect(sorted(plain)).toEqual(sorted(answer));
      }),
      FIXED_RUNS,
    );
    // Neither all nor nothing, so that the property says something.
    expect(shown).toBeGreaterThan(100);
    expect(hidden).toBeGreaterThan(100);
  },
);
