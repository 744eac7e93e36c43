import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Passport } from '../../../schema/access/passport.ts';
import { addDays } from '../../../schema/iso-date.ts';
import { TOWN } from '../small-town.ts';
import { application as app, officer, type TestCoordination, testCoordination } from './coordination-fixtures.ts';
import {
  ACCEPT,
  APPLY,
  APPROVE,
  application,
  PENALTY_ITEM,
  payload,
  penalised,
  REJECT,
  REVOKE,
  self,
} from './repair-fixtures.ts';

let town: TestCoordination;
beforeEach(async () => {
  town = await testCoordination();
});
afterEach(() => town[Symbol.asyncDispose]());

const step = (name: string, more = '') =>
  `mutation ($id: ID!, $version: Int!) { ${name}(id: $id, version: $version ${more}) { problems { code } } }`;
const DECISION = 'documentNo: "1号" reason: "经核查"';

const REPAIR_STEPS = [ACCEPT, APPROVE, REJECT, REVOKE, step('declineRepair', 'reason: "理由"')];
const OBJECTION_STEPS = [
  step('acceptObjection'),
  step('declineObjection', 'reason: "理由"'),
  step('rejectObjection', DECISION),
  step('withdrawUponObjection', DECISION),
  step('correctUponObjection', `${DECISION} corrections: [{ field: "facts", value: "\\"更正。\\"" }]`),
];
const [TAKE_ON = '', , ...DECIDE] = OBJECTION_STEPS;

/** Steps that fit a state, so that histories come to something. */
const LIKELY: Readonly<Record<string, readonly string[]>> = {
  'REPAIR SUBMITTED': [ACCEPT],
  'REPAIR ACCEPTED': [APPROVE],
  'REPAIR EFFECTED': [REVOKE],
  'OBJECTION FILED': [TAKE_ON],
  'OBJECTION ACCEPTED': DECIDE,
};

const FILE = `mutation ($target: CreditTargetInput!) { fileObjection(target: $target, grounds: "并非如此") { problems { code } } }`;

/** What may be tried on a day; most of it will not do. Several at once are tried by as many officers. */
const attempt = fc.record({
  days: fc.nat(20),
  atOnce: fc.array(
    fc.record({
      what: fc.constantFrom('APPLY', 'FILE', 'REPAIR', 'REPAIR', 'REPAIR', 'OBJECTION'),
      step: fc.nat(),
      isListing: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

interface Tried {
  readonly what: 'APPLY' | 'FILE' | 'REPAIR' | 'OBJECTION';
  readonly step: number;
  readonly isListing: boolean;
}

/** An entry that blocks, and a penalty of another company: who is on that list has no penalty repaired. */
async function begin(number: number) {
  const documentNo = `${number}号`;
  const listing = await town.listed('JUDGMENT_DEBTOR', 'court', TOWN.near, { documentNo });
  const record = await penalised(town, TOWN.far, ['CONFISCATION_OF_GAINS'], { documentNo });
  return { listing, record };
}

type Begun = Awaited<ReturnType<typeof begin>>;

const eventsOf = async (kind: string, target: string) => {
  const both = await town.cases.casesOfSubjects(kind, [TOWN.near.id, TOWN.far.id]);
  const found = [...both.values()].flat();
  const own = found.filter(({ content }) => (content as unknown as { target: { id: string } }).target.id === target);
  const events = await Promise.all(own.map(({ id }) => town.cases.timeline(id)));
  return { cases: own, events: events.flat().map(({ event }) => (event as { what: string }).what) };
};

async function attempted({ what, step: index, isListing }: Tried, { listing, record }: Begun, day: string) {
  const target = isListing ? { listing } : { item: PENALTY_ITEM, record };
  const subject = self(isListing ? TOWN.near : TOWN.far);
  const owner = officer(isListing ? 'court' : 'market');
  const later = { dutyFulfilledOn: '2026-11-02' };
  if (what === 'APPLY') return town.ask(subject, APPLY, application(target, later), day);
  if (what === 'FILE') return town.ask(subject, FILE, { target }, day);
  const { cases } = await eventsOf(what.toLowerCase(), isListing ? listing : record);
  const [latest] = cases;
  if (latest === undefined) return null;
  const all = what === 'REPAIR' ? REPAIR_STEPS : OBJECTION_STEPS;
  const steps = index % 5 === 0 ? all : (LIKELY[`${what} ${latest.desks[0]?.state}`] ?? all);
  return town.ask(owner, steps[index % steps.length] ?? ACCEPT, { id: latest.id, version: latest.version }, day);
}

const CHECK = `mutation ($subject: ID!, $caseNo: String!) {
  creditCheck(subject: $subject, powerItem: "PROCUREMENT_SUPPLIER_REVIEW", caseNo: $caseNo) {
    check { hits { documentNo objectionMarked measure { class } } verdict }
  }
}`;

test('in any history nothing repaired or withdrawn is public, nothing blocks while it is disputed, and all is written down', async () => {
  let number = 0;
  const asking: Passport = app('finance', 'procurement-review');
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 6, maxLength: 14 }), async (attempts) => {
      number += 1;
      const begun = await begin(number);
      let day = '2026-11-02';
      for (const { days, atOnce } of attempts) {
        day = addDays(day, days);
        const answers = await Promise.all(atOnce.map((one) => attempted(one, begun, day)));
        for (const answer of answers) expect(answer?.codes ?? []).toEqual([]);
        await expectConsistent(begun, day, asking, number);
      }
    }),
    { numRuns: 30 },
  );
}, 180_000);

async function expectConsistent({ listing, record }: Begun, day: string, asking: Passport, number: number) {
  const ofRecord = {
    repairs: await eventsOf('repair', record),
    objections: await eventsOf('objection', record),
  };
  const where = { publicOn: day, documentNo: `${number}号` };
  const query = { type: 'MarketPenalty', where, first: 10, withTotal: false };
  const page = (await town.store.recordsBySubject(query, [TOWN.far.id])).get(TOWN.far.id);
  const shown = page?.records.find(({ id }) => id === record);
  const versions = await town.store.recordVersions('MarketPenalty', record);
  const state = versions.at(-1)?.state;

  // Nothing is public that was repaired or withdrawn, and what is shown while it is disputed says so.
  expect(shown !== undefined).toBe(state === 'EFFECTIVE' || state === 'UNDER_OBJECTION');
  const isRepaired = ofRecord.repairs.cases.some(({ desks }) => desks.some((one) => one.state === 'EFFECTED'));
  const isWithdrawn = ofRecord.objections.events.includes('WITHDRAW_RECORD');
  if (isRepaired || isWithdrawn) expect(shown).toBeUndefined();
  const isDisputed = ofRecord.objections.cases.some(({ desks }) => desks.some((one) => one.state === 'ACCEPTED'));
  if (isDisputed) expect(state === 'EFFECTIVE').toBe(false);

  // Every change of the record is an event of a case, and an entry of the journal.
  const changes = [...ofRecord.repairs.events, ...ofRecord.objections.events].filter((what) => /_RECORD$/.test(what));
  expect(versions.length - 1).toBeLessThanOrEqual(changes.length);
  const entries = (await town.store.journal('market', 0, 1_000)).filter(({ recordId }) => recordId === record);
  expect(entries.map(({ version }) => version)).toEqual(versions.map(({ version }) => version));

  // Of the entry: what is disputed or ended blocks nothing.
  const told = payload(await town.ask(asking, CHECK, { subject: TOWN.near.id, caseNo: `${number}` }, day));
  const ofListings = await eventsOf('objection', listing);
  const entry = (await town.cases.case(listing))?.content as unknown as { status: string; underObjection: boolean };
  const hits = told.check.hits.filter((hit: { documentNo: string }) => hit.documentNo === `${number}号`);
  if (entry.status !== 'EFFECTIVE') expect(hits).toEqual([]);
  for (const hit of hits) expect(hit.objectionMarked).toBe(entry.underObjection);
  if (
    ofListings.cases.some(({ desks }) => desks.some((one) => one.state === 'ACCEPTED')) &&
    entry.status === 'EFFECTIVE'
  ) {
    expect(entry.underObjection).toBe(true);
  }

  // Nothing is left undone, and of each thing there is one open case at most.
  expect((await town.cases.desk({ kind: 'unfinished', states: ['OPEN'], first: 1 })).items).toEqual([]);
  for (const { cases } of [ofRecord.repairs, ofRecord.objections, ofListings, await eventsOf('repair', listing)]) {
    const open = cases.filter(({ desks }) => ['SUBMITTED', 'ACCEPTED', 'FILED'].includes(desks[0]?.state ?? ''));
    expect(open.length).toBeLessThanOrEqual(1);
  }
}
