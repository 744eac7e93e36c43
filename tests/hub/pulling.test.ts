import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { reconcileAll } from '../../cli/pull/reconcile-all.ts';
import type { AgreementTerms } from '../../storage/governance/port.ts';
import type { StoredRecord } from '../../storage/port.ts';
import { withdrawal } from '../../subgraphs/_runtime/intake/withdrawal.ts';
import {
  CITY,
  heldOf,
  type OpenPull,
  openPull,
  type PullingHub,
  type PullSetting,
  platformToken,
  pullingHub,
} from '../cli/pull/pull-fixtures.ts';
import { NOON, type TestHub, testHub } from '../harness/test-hub.ts';
import { agreeWithPlatform } from './platform-agreement.ts';

const PENALTY = 'market.administrative-penalty';
const ACCIDENT = 'emergency.accident';

let city: TestHub;
let token: string;
let region: PullingHub;
beforeAll(async () => {
  city = await testHub();
  token = await platformToken(city.folder);
});
beforeEach(async () => {
  region = await pullingHub();
});
afterEach(async () => region[Symbol.asyncDispose]());
afterAll(async () => city[Symbol.asyncDispose]());

const open = (setting: Partial<PullSetting> = {}): Promise<OpenPull> => {
  return openPull(region, { url: city.url, token, items: [PENALTY, ACCIDENT], first: 50, ...setting });
};

const reconciled = ({ pull, provider, catalogue }: OpenPull) => {
  return reconcileAll(catalogue.items, pull, { provider, received: region.received });
};

/** Both sides hold the same, without anything having been pulled again for it. */
async function expectEqual(one: OpenPull): Promise<void> {
  const result = await reconciled(one);
  expect(result?.found.flatMap(({ differences }) => differences)).toEqual([]);
}

async function penalties(): Promise<readonly StoredRecord[]> {
  const query = { type: 'MarketPenalty', where: { publicOn: '2026-11-02' }, first: 100, withTotal: false };
  return (await city.store.listRecords(query)).records;
}

async function aPenalty(): Promise<StoredRecord> {
  const [first] = await penalties();
  if (first === undefined) throw new Error('the city has no penalty');
  return first;
}

/** Reports another version of a penalty. */
async function correct(record: StoredRecord, remarks: string): Promise<void> {
  const { id, version: _, reportedAt: __, contentHash: ___, ...content } = record;
  const sealed = Object.fromEntries(
    Object.keys(record.sealed).map((field) => [field, city.store.unseal(record, field) ?? '']),
  );
  const changed = { ...content, sealed, fields: { ...content.fields, remarks } };
  const change = {
    id,
    operation: 'UPSERT',
    reason: 'CORRECTED',
    reportedAt: NOON.toISOString(),
    content: changed,
  } as const;
  await city.store.write('market', [change]);
}

const agreement = (provider: string, status: 'ACTIVE' | 'REVOKED', terms: Partial<AgreementTerms> = {}) =>
  agreeWithPlatform(city.governance, provider, terms, status);

describe('a hub that pulls another one', () => {
  test('ends with what the provider says that it should hold, under its own subjects, field by field as it came', async () => {
    await using one = await open();
    expect(await one.pull.catchUp()).toBe(true);
    await expectEqual(one);
    const record = await aPenalty();
    const { records } = await region.received.recordsAbout(record.subjectId, { items: [PENALTY], first: 100 });
    const received = records.find(({ recordId }) => recordId === record.id);
    if (received === undefined) throw new Error('the record was not pulled');
    const { subject, fields } = region.received.contentOf(received);
    expect(fields).toMatchObject({ documentNo: record.documentNo, ...numbersOf(record) });
    expect(fields).not.toHaveProperty('legalRepresentativeIdNo'); // no agreement covers it, and so it was not asked for
    expect(subject).toMatchObject({ id: record.subjectId, name: expect.any(String) });
  });

  test('leaves the items that it was given in the audit trail of its provider, and no refusals', async () => {
    await using one = await open();
    await one.pull.catchUp();
    const { entries } = await city.audit.find({ callerId: 'platform:guangxi', itemPrefix: 'market.', first: 1 });
    const [page] = entries.map(({ entry }) => entry);
    expect(page).toMatchObject({ purpose: 'platform-exchange', coordinates: { denied: [] } });
    expect(page?.items).toContain(PENALTY);
    expect(page?.subjects.length).toBeGreaterThan(0);
  });

  test('makes the subjects that it did not know, so that they are found by code, and leaves those that it knew as they are', async () => {
    const record = await aPenalty();
    const [stranger] = (await city.store.subjectsById([record.subjectId])).values();
    if (stranger?.uscc == null) throw new Error('the penalty is about nobody with a code');
    await region.store.saveSubjects([{ ...stranger, id: 'o.known', name: '本地登记的名称' }]);
    await using one = await open();
    await one.pull.catchUp();
    expect((await region.store.subjectsByNumber([stranger.uscc])).get(stranger.uscc)).toMatchObject([
      { id: 'o.known', name: '本地登记的名称' },
    ]);
    expect((await region.received.recordsAbout('o.known', { items: [PENALTY], first: 1 })).records).toHaveLength(1);
    expect((await region.store.figures()).subjects).toBeGreaterThan(10);
  });

  test('takes a change and a withdrawal that come while it pages, each once', async () => {
    const record = await aPenalty();
    const pages: number[] = [];
    await using one = await open({ first: 10, onPage: () => pages.push(1) });
    const pulling = one.pull.catchUp();
    while (pages.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await correct(record, '更正');
    await pulling;
    await one.pull.catchUp();
    const held = await heldOf(region.received, PENALTY);
    expect(held.get(record.id)).toMatchObject({ version: record.version + 1 });
    await expectEqual(one);
    const now = await aPenalty();
    await city.store.write('market', [withdrawal(now, 'REVOKED', NOON.toISOString(), city.store)]);
    await one.pull.catchUp();
    expect((await heldOf(region.received, PENALTY)).has(now.id)).toBe(false);
    expect((await region.received.figures(CITY)).tombstones).toBeGreaterThan(0);
    await expectEqual(one);
  });

  test('keeps nothing of an item whose agreement was revoked between two pages, and gets it back with the agreement', async () => {
    await using one = await open();
    await one.pull.catchUp();
    const before = await heldOf(region.received, ACCIDENT);
    expect(before.size).toBeGreaterThan(0);
    await agreement('emergency', 'REVOKED');
    await one.pull.catchUp();
    expect((await heldOf(region.received, ACCIDENT)).size).toBe(0);
    expect((await region.received.figures(CITY)).tombstones).toBe(before.size);
    expect((await heldOf(region.received, PENALTY)).size).toBeGreaterThan(0);
    await expectEqual(one);
    await agreement('emergency', 'ACTIVE');
    await one.pull.catchUp();
    expect(await heldOf(region.received, ACCIDENT)).toEqual(before);
    await expectEqual(one);
  });

  test('keeps no field whose agreement was revoked, and has had it masked where it was granted masked', async () => {
    const FIELD = 'legalRepresentativeIdNo';
    const scopes = [`${PENALTY}:identity`];
    const numbers = async () => {
      const held: unknown[] = [];
      for (const { subjectId } of await penalties()) {
        const { records } = await region.received.recordsAbout(subjectId, { items: [PENALTY], first: 100 });
        held.push(...records.map((record) => region.received.contentOf(record).fields[FIELD] ?? null));
      }
      return held.filter((value) => value !== null);
    };
    await agreement('market', 'ACTIVE', { clear: [], masked: scopes, kinds: null, areas: null });
    await using one = await open();
    await one.pull.catchUp();
    const masked = await numbers();
    expect(masked.length).toBeGreaterThan(0);
    for (const number of masked) expect(number).toMatch(/^\d{6}\*+[\dX]{4}$/);
    await agreement('market', 'ACTIVE', { clear: scopes, masked: [], kinds: null, areas: null });
    await one.pull.catchUp();
    const clear = await numbers();
    expect(clear).toHaveLength(masked.length);
    for (const number of clear) expect(number).toMatch(/^\d{17}[\dX]$/);
    await agreement('market', 'REVOKED');
    await one.pull.catchUp();
    expect(await numbers()).toEqual([]);
    expect((await heldOf(region.received, PENALTY)).size).toBeGreaterThan(0);
    await expectEqual(one);
  });

  test('names the months that differ, and pulls them again', async () => {
    await using one = await open();
    await one.pull.catchUp();
    const record = await aPenalty();
    const { pull } = one;
    const state = { ...pull.state, page: pull.state.page + 1 };
    const lost = { operation: 'WITHDRAW', item: PENALTY, recordId: record.id, version: record.version } as const;
    await region.received.takePage({ changes: [lost], sweep: null, state });
    await using next = await open();
    const result = await reconciled(next);
    expect(result?.remaining).toEqual([]);
    const months = result?.found.flatMap(({ differences }) => differences.map(({ month }) => month));
    expect(months).toEqual([record.decisionDate.slice(0, 7)]);
    expect((await heldOf(region.received, PENALTY)).has(record.id)).toBe(true);
    await expectEqual(next);
  });

  test('has a change within a second while it follows, and says how far it is', async () => {
    const stop = new AbortController();
    await using one = await open({ signal: stop.signal });
    await one.pull.catchUp();
    const following = one.pull.follow();
    const lags: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 700)); // long enough for it to be idle
      const record = await aPenalty();
      const begun = performance.now();
      await correct(record, `更正 ${round} ${begun}`);
      while ((await heldOf(region.received, PENALTY)).get(record.id)?.version !== record.version + 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (performance.now() - begun > 5_000) throw new Error('the change did not come');
      }
      lags.push(performance.now() - begun);
    }
    stop.abort();
    await following;
    expect(Math.max(...lags)).toBeLessThan(1_000);
  });

  test('begins again where the provider was restored from a backup, and loses nothing that it holds before that is complete', async () => {
    await using one = await open();
    await one.pull.catchUp();
    const before = await heldOf(region.received, PENALTY);
    await city.store.beginEpoch();
    const stop = new AbortController();
    await using cut = await open({ first: 10, signal: stop.signal, onPage: () => stop.abort() });
    expect(await cut.pull.catchUp()).toBe(false);
    expect(cut.pull.state.loading).not.toBeNull();
    expect([...(await heldOf(region.received, PENALTY)).keys()].sort()).toEqual([...before.keys()].sort());
    await using last = await open();
    await last.pull.catchUp();
    expect(last.pull.state.loading).toBeNull();
    expect(await heldOf(region.received, PENALTY)).toEqual(before);
    await expectEqual(last);
  });

  test('is told what to do about a cursor that is not its own, and keeps what it holds', async () => {
    await using one = await open();
    await one.pull.catchUp();
    const figures = await region.received.figures(CITY);
    await using other = await open({ token: await platformToken(city.folder, { sub: 'platform:other' }) });
    await expect(other.pull.catchUp()).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: expect.stringMatching(/CURSOR_FOREIGN.*--again/),
    });
    expect(await region.received.figures(CITY)).toEqual(figures);
  });

  test('is refused with a token that is no platform’s', async () => {
    const application = { sub: 'app:tax', kind: 'application', department: 'tax' };
    for (const refused of [await platformToken(city.folder, application), 'none']) {
      await expect(open({ token: refused })).rejects.toMatchObject({ code: 'PROVIDER_REFUSED' });
    }
    expect(await region.received.pullState(CITY)).toBeNull();
  });
});

/** Fields that hold neither words nor numbers of people. */
function numbersOf({ fields }: StoredRecord): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => ['penaltyKinds', 'violationType'].includes(name)),
  );
}
