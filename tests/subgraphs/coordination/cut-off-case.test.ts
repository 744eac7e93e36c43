import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HubError } from '../../../schema/errors.ts';
import type { CoordinationStore } from '../../../storage/coordination/port.ts';
import type { HubStore } from '../../../storage/port.ts';
import type { CaseWork } from '../../../subgraphs/_runtime/case-work.ts';
import type { Effect } from '../../../subgraphs/coordination/effect.ts';
import { performEffect } from '../../../subgraphs/coordination/perform-effect.ts';
import { settleAll, settleCase } from '../../../subgraphs/coordination/settle-case.ts';
import { NOON } from '../../harness/test-hub.ts';
import { engineLocations } from '../../storage/engine-locations.ts';
import { TOWN } from '../small-town.ts';
import { application as app, officer, type TestCoordination, testCoordination } from './coordination-fixtures.ts';
import { ACCEPT, APPLY, APPROVE, application, payload, penalised, REVOKE, read, self } from './repair-fixtures.ts';

const { locations, drop } = engineLocations('cut_off_case');

const DOCUMENT = '贺市监列字〔2025〕9号';

describe.each(locations)('what a case has decided, on %s,', (_, location) => {
  let town: TestCoordination;
  beforeEach(async () => {
    town = await testCoordination(location);
  });
  afterEach(async () => {
    await town[Symbol.asyncDispose]();
    await drop();
  });

  /** An entry that is coordinated, and reported as well; its repair is accepted. */
  async function acceptedRepair() {
    const decided = { documentNo: DOCUMENT, decidedOn: '2025-10-20' };
    const listing = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, decided);
    const record = await town.recorded('MarketSeriousViolation', 'MARKET_SERIOUS_VIOLATION', TOWN.near, {
      documentNo: DOCUMENT,
      decisionDate: '2025-10-20',
    });
    await read(town, TOWN.near, app('tax', 'daily-supervision'));
    const { repair } = payload(await town.ask(self(TOWN.near), APPLY, application({ listing })));
    const accepted = payload(await town.ask(officer('market'), ACCEPT, repair)).repair;
    return { listing, record, repair: accepted };
  }

  async function outcome(listing: string, record: string, repair: string) {
    const { state, timeline } = (
      await town.ask(officer('market'), 'query ($id: ID!) { repairCase(id: $id) { state timeline { what } } }', {
        id: repair,
      })
    ).data.repairCase;
    const entry = (
      await town.ask(officer('market'), 'query ($id: ID!) { jointListing(id: $id) { state timeline { what } } }', {
        id: listing,
      })
    ).data.jointListing;
    const versions = await town.store.recordVersions('MarketSeriousViolation', record);
    const { items } = await town.cases.desk({ kind: 'notice', first: 100 });
    return {
      state,
      steps: timeline.map(({ what }: { what: string }) => what),
      entry: [entry.state, ...entry.timeline.map(({ what }: { what: string }) => what)],
      record: versions.map((version) => version.state),
      isTold: items.some(({ entry: { department } }) => department === 'finance'),
      unfinished: (await town.cases.desk({ kind: 'unfinished', states: ['OPEN'], first: 1 })).items.length,
    };
  }

  const WHOLE = {
    state: 'EFFECTED',
    steps: ['SUBMITTED', 'ACCEPTED', 'APPROVED', 'REPAIR_RECORD', 'REPAIR_LISTING', 'TELL'],
    entry: ['REPAIRED', 'NOTIFIED', 'MAKE_EFFECTIVE', 'REPAIR'],
    record: ['EFFECTIVE', 'REPAIRED'],
    isTold: true,
    unfinished: 0,
  };

  /** Does its work until the given call of a store, and none after it: before that call is made, or when it was. */
  function cutOff(work: CaseWork, call: number, when: 'before' | 'after'): CaseWork {
    let calls = 0;
    const counted = async <Value>(make: () => Promise<Value>): Promise<Value> => {
      calls += 1;
      if (calls > call || (calls === call && when === 'before')) throw new HubError('STORE_UNAVAILABLE');
      const value = await make();
      if (calls === call) throw new HubError('STORE_UNAVAILABLE');
      return value;
    };
    const { coordination, store } = work;
    if (coordination === null) throw new Error('no coordination');
    const cases: Partial<CoordinationStore> = { save: (version) => counted(() => coordination.store.save(version)) };
    const records: Partial<HubStore> = { write: (...args) => counted(() => store.write(...args)) };
    return {
      ...work,
      store: over(store, records),
      coordination: { ...coordination, store: over(coordination.store, cases) },
    };
  }

  const WRITES = 5; // record, its event, entry, its event, event of the telling

  test('is carried out whole, wherever it was cut off', async () => {
    for (let call = 1; call <= WRITES; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const { listing, record, repair } = await acceptedRepair();
        const decided = await town.cases.case(repair.id);
        if (decided === null) throw new Error('no case');
        await approvedOnly(repair);
        await expect(settleCase(repair.id, cutOff(town.work, call, when), NOON)).rejects.toMatchObject({
          code: 'STORE_UNAVAILABLE',
        });
        const errors: unknown[] = [];
        await settleAll(town.work, NOON, (cause) => errors.push(cause));
        expect(errors).toEqual([]);
        expect(await outcome(listing, record, repair.id)).toEqual(WHOLE);
        await settleCase(repair.id, town.work, NOON);
        expect(await outcome(listing, record, repair.id)).toEqual(WHOLE);
        await town[Symbol.asyncDispose]();
        await drop();
        town = await testCoordination(location);
      }
    }
  }, 120_000);

  /** The decision is saved, and nothing of it is carried out: a trail that is away keeps nobody from deciding. */
  async function approvedOnly(repair: { id: string; version: number }): Promise<void> {
    const away = over(town.store, { write: () => Promise.reject(new HubError('STORE_UNAVAILABLE')) });
    const told = payload(await town.ask(officer('market'), APPROVE, repair, undefined, away));
    expect(told.repair).toMatchObject({ state: 'APPROVED', isBeingCarriedOut: true });
  }

  test('is taken up by whoever looks at it', async () => {
    const { listing, record, repair } = await acceptedRepair();
    await approvedOnly(repair);
    expect(await outcome(listing, record, repair.id)).toEqual(WHOLE);
  });

  test('is the same where several carry it out at once', async () => {
    const { listing, record, repair } = await acceptedRepair();
    await approvedOnly(repair);
    await Promise.all(
      Array.from({ length: 5 }, () => settleAll(town.work, NOON, (cause) => expect(cause).toBeUndefined())),
    );
    expect(await outcome(listing, record, repair.id)).toEqual(WHOLE);
  });

  test('of a repair that is taken back is undone whole', async () => {
    const { listing, record, repair } = await acceptedRepair();
    const approved = payload(await town.ask(officer('market'), APPROVE, repair)).repair;
    const away = over(town.store, { write: () => Promise.reject(new HubError('STORE_UNAVAILABLE')) });
    await town.ask(officer('market'), REVOKE, approved, undefined, away);
    await settleAll(town.work, NOON, (cause) => expect(cause).toBeUndefined());
    const { state, entry, record: states, unfinished } = await outcome(listing, record, repair.id);
    expect([state, entry[0], states, unfinished]).toEqual([
      'REVOKED',
      'EFFECTIVE',
      ['EFFECTIVE', 'REPAIRED', 'EFFECTIVE'],
      0,
    ]);
  });

  test('does nothing to a record that was repaired or withdrawn meanwhile', async () => {
    const place = async (documentNo: string, state: 'REPAIRED' | 'WITHDRAWN') => {
      const id = await penalised(town, TOWN.near, ['CONFISCATION_OF_GAINS'], { documentNo, state });
      return { item: 'market.administrative-penalty', id };
    };
    const repaired = await place('1号', 'REPAIRED');
    const withdrawn = await place('2号', 'WITHDRAWN');
    const effects: readonly Effect[] = [
      ...(['REPAIR_RECORD', 'MARK_RECORD', 'UNMARK_RECORD', 'WITHDRAW_RECORD'] as const).flatMap((kind) => [
        { kind, place: repaired },
        { kind, place: withdrawn },
      ]),
      { kind: 'RESTORE_RECORD', place: withdrawn },
      { kind: 'CORRECT_RECORD', place: repaired, fields: { facts: '更正。' } },
      { kind: 'CORRECT_RECORD', place: withdrawn, fields: { facts: '更正。' } },
      { kind: 'MARK_RECORD', place: { ...repaired, id: 'no-such-record' } },
    ];
    const { repair } = await acceptedRepair();
    const outstanding = { by: officer('market').caller, documentNo: '3号', reason: '理由', effects };
    for (const effect of effects) await performEffect(effect, { ...repair, outstanding }, town.work, NOON);
    const kept = await town.store.recordsById('MarketPenalty', [repaired.id, withdrawn.id]);
    expect([...kept.values()].map(({ version }) => version)).toEqual([1, 1]);
  });

  test('loses no correction that a department reports at the same moment', async () => {
    const record = await penalised(town, TOWN.near, ['CONFISCATION_OF_GAINS']);
    const input = application({ item: 'market.administrative-penalty', record });
    const { repair } = payload(await town.ask(self(TOWN.near), APPLY, input));
    const accepted = payload(await town.ask(officer('market'), ACCEPT, repair)).repair;
    const racing = over(town.store, {
      write: async (department, changes) => {
        await penalised(town, TOWN.near, ['CONFISCATION_OF_GAINS'], { fields: { facts: '更正后的事实。' } });
        return town.store.write(department, changes);
      },
    });
    await town.ask(officer('market'), APPROVE, accepted, undefined, racing);
    const kept = (await town.store.recordsById('MarketPenalty', [record])).get(record);
    expect([kept?.state, kept?.fields.facts]).toEqual(['REPAIRED', '更正后的事实。']);
  });
});

/** The port with some calls taken over. */
function over<Port extends object>(port: Port, own: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(name in own ? own : target, name);
      return typeof value === 'function' && !(name in own) ? value.bind(target) : value;
    },
  });
}
