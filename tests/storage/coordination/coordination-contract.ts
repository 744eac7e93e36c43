import { describe, expect, test } from '@jest/globals';
import type { CaseVersion, CoordinationStore, DeskEntry, DeskPosition } from '../../../storage/coordination/port.ts';

/** An empty place that stores can share; it goes when it is disposed. */
export interface CoordinationPlace extends AsyncDisposable {
  /** Another store on the place, as another process would open it. */
  open(): Promise<CoordinationStore>;
}

const AT = '2026-11-02T01:00:00.000Z';

function entry(sketch: Partial<DeskEntry> = {}): DeskEntry {
  return {
    ref: 'T1',
    kind: 'task',
    department: 'finance',
    state: 'PENDING',
    dueOn: '2026-11-05',
    openUntil: null,
    since: AT,
    ...sketch,
  };
}

/** The case after its first event, unless the sketch says otherwise. */
export function caseVersion(sketch: Partial<CaseVersion> = {}): CaseVersion {
  const version = sketch.version ?? 1;
  return {
    id: 'case-1',
    kind: 'listing',
    version,
    openedAt: AT,
    at: `2026-11-02T01:00:0${version % 10}.000Z`,
    subjects: ['o.one'],
    content: { step: version },
    event: { what: `event ${version}` },
    desks: [],
    ...sketch,
  };
}

function stored({ event, at, notices, ...rest }: CaseVersion) {
  return rest;
}

/** What every adapter of the coordination port promises. Each test makes a place of its own, empty at first. */
export function coordinationContract(name: string, makePlace: () => Promise<CoordinationPlace>): void {
  describe(`the coordination port on ${name}`, () => {
    const opened = async (work: (store: CoordinationStore, other: CoordinationStore) => Promise<void>) => {
      await using place = await makePlace();
      const stores = [await place.open(), await place.open()] as const;
      try {
        await work(...stores);
      } finally {
        for (const store of stores) await store.close();
      }
    };

    test('holds nothing at first', () =>
      opened(async (store) => {
        expect(await store.case('case-1')).toBeNull();
        expect(await store.timeline('case-1')).toEqual([]);
        expect(await store.casesOfSubjects('listing', ['o.one'])).toEqual(new Map());
        expect(await store.desk({ kind: 'task', first: 10 })).toEqual({ items: [], hasNextPage: false });
      }));

    test('finds a case as its last event left it, and all its events in order, for every process', () =>
      opened(async (store, other) => {
        for (let version = 1; version <= 12; version += 1) {
          expect(await (version % 2 === 0 ? store : other).save(caseVersion({ version }))).toBe(true);
        }
        expect(await other.case('case-1')).toEqual(stored(caseVersion({ version: 12 })));
        const timeline = await store.timeline('case-1');
        expect(timeline.map(({ version }) => version)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
        expect(timeline[1]).toEqual({ version: 2, at: caseVersion({ version: 2 }).at, event: { what: 'event 2' } });
      }));

    test('saves no version that is there, and none that has a gap before it', () =>
      opened(async (store, other) => {
        expect(await store.save(caseVersion())).toBe(true);
        expect(await other.save(caseVersion({ content: { step: 'other' } }))).toBe(false);
        expect(await other.save(caseVersion({ version: 3 }))).toBe(false);
        expect(await store.case('case-1')).toEqual(stored(caseVersion()));
        expect(await store.timeline('case-1')).toHaveLength(1);
      }));

    test('of many that save the same version at once lets one do it, whoever looks sees that one', () =>
      opened(async (store, other) => {
        await store.save(caseVersion());
        for (let version = 2; version <= 6; version += 1) {
          const saves = Array.from({ length: 10 }, (_, by) =>
            (by % 2 === 0 ? store : other).save(caseVersion({ version, content: { by } })),
          );
          const outcomes = await Promise.all(saves);
          expect(outcomes.filter((isSaved) => isSaved)).toHaveLength(1);
          const kept = { version, content: { by: outcomes.indexOf(true) } };
          expect(await store.case('case-1')).toMatchObject(kept);
          expect(await other.case('case-1')).toMatchObject(kept);
        }
      }));

    test('finds the cases of subjects, latest first, each under all of its subjects', () =>
      opened(async (store) => {
        const early = caseVersion({ id: 'early', subjects: ['o.one', 'p.chief'] });
        const late = caseVersion({ id: 'late', openedAt: '2026-11-03T01:00:00.000Z' });
        await store.save(early);
        await store.save(late);
        await store.save(caseVersion({ id: 'other kind', kind: 'check' }));
        await store.save({ ...late, version: 2, content: { step: 'moved' } });
        const found = await store.casesOfSubjects('listing', ['o.one', 'p.chief', 'o.nobody', 'o.one']);
        expect([...found.keys()].sort()).toEqual(['o.one', 'p.chief']);
        expect(found.get('o.one')).toEqual([
          { ...stored(late), version: 2, content: { step: 'moved' } },
          stored(early),
        ]);
        expect(found.get('p.chief')).toEqual([stored(early)]);
      }));

    test('gives the cases of one subject in pages', () =>
      opened(async (store) => {
        const ids = ['c', 'a', 'd', 'b'];
        for (const [index, id] of ids.entries()) {
          await store.save(caseVersion({ id, openedAt: index < 2 ? AT : '2026-11-03T01:00:00.000Z' }));
        }
        const query = { kind: 'listing', subjectId: 'o.one', first: 3 };
        const first = await store.subjectCases(query);
        expect([first.cases.map(({ id }) => id), first.hasNextPage]).toEqual([['d', 'b', 'c'], true]);
        const after = { openedAt: AT, id: 'c' };
        const second = await store.subjectCases({ ...query, after });
        expect([second.cases.map(({ id }) => id), second.hasNextPage]).toEqual([['a'], false]);
      }));

    test('finds what lies on desks by every condition, as the last event left it', () =>
      opened(async (store) => {
        const desks = [
          entry(),
          entry({ ref: 'T2', department: 'tax', dueOn: null, openUntil: '2026-11-30' }),
          entry({ ref: 'T3', kind: 'listing', department: 'tax' }),
          entry({ ref: 'T4', department: 'tax', dueOn: '2026-11-10' }),
        ];
        await store.save(caseVersion({ desks }));
        const [one = entry(), ...others] = desks;
        await store.save(caseVersion({ version: 2, desks: [{ ...one, state: 'ACCEPTED' }, ...others] }));
        const refs = async (query: object) =>
          (await store.desk({ kind: 'task', first: 10, ...query })).items.map(
            ({ entry: { ref, state } }) => `${ref} ${state}`,
          );
        expect(await refs({})).toEqual(['T1 ACCEPTED', 'T2 PENDING', 'T4 PENDING']);
        expect(await refs({ department: 'finance' })).toEqual(['T1 ACCEPTED']);
        expect(await refs({ states: ['PENDING', 'EXECUTED'] })).toEqual(['T2 PENDING', 'T4 PENDING']);
        expect(await refs({ dueBefore: '2026-11-06' })).toEqual(['T1 ACCEPTED']);
        expect(await refs({ notDueBefore: '2026-11-06' })).toEqual(['T2 PENDING', 'T4 PENDING']);
        expect(await refs({ notDueBefore: '2026-11-10', department: 'tax' })).toEqual(['T2 PENDING', 'T4 PENDING']);
        expect(await refs({ openOn: '2026-11-30' })).toHaveLength(3);
        expect(await refs({ openOn: '2026-12-01' })).toEqual(['T1 ACCEPTED', 'T4 PENDING']);
        const { items } = await store.desk({ kind: 'listing', first: 1 });
        expect(items).toEqual([{ entry: desks[2], case: expect.objectContaining({ id: 'case-1', version: 2 }) }]);
      }));

    test('gives desks in pages that hold everything once, oldest first', () =>
      opened(async (store) => {
        for (let number = 0; number < 25; number += 1) {
          const since = `2026-11-0${1 + (number % 3)}T01:00:00.000Z`;
          const desks = [entry({ since }), entry({ ref: 'T2', since })];
          await store.save(caseVersion({ id: `case-${number}`, desks }));
        }
        const seen: string[] = [];
        let after: DeskPosition | undefined;
        for (;;) {
          const { items, hasNextPage } = await store.desk({ kind: 'task', first: 7, ...(after && { after }) });
          for (const item of items) {
            after = { since: item.entry.since, caseId: item.case.id, ref: item.entry.ref };
            seen.push(JSON.stringify(after));
          }
          if (!hasNextPage) break;
        }
        expect(new Set(seen).size).toBe(50);
        expect(seen.map((text) => text.slice(0, 30))).toEqual(seen.map((text) => text.slice(0, 30)).toSorted());
      }));

    test('finds what closed within some days', () =>
      opened(async (store) => {
        const ends = ['2026-11-01', '2026-11-02', '2026-11-03', null];
        await store.save(caseVersion({ desks: ends.map((openUntil, at) => entry({ ref: `T${at}`, openUntil })) }));
        const closedWithin = { from: '2026-11-02', before: '2026-11-03' };
        const { items } = await store.desk({ kind: 'task', first: 10, closedWithin });
        expect(items.map(({ entry: { ref } }) => ref)).toEqual(['T1']);
      }));

    const notice = (department: string) => ({ department, what: 'TASK_OPENED', about: 'case-1/T1' });

    test('logs every event in the order in which it was saved, for all, and for each department that it concerns', () =>
      opened(async (store, other) => {
        await store.save(caseVersion({ notices: [notice('tax'), notice('finance'), notice('tax')] }));
        await other.save(caseVersion({ id: 'case-2', kind: 'check' }));
        await other.save(caseVersion({ version: 2, notices: [notice('tax')] }));
        const all = await store.log({ after: 0, first: 10 });
        expect(all.entries.map(({ caseId, kind, version }) => [caseId, kind, version])).toEqual([
          ['case-1', 'listing', 1],
          ['case-2', 'check', 1],
          ['case-1', 'listing', 2],
        ]);
        const [first] = all.entries;
        expect(first).toMatchObject({ at: caseVersion().at, openedAt: AT, notices: { length: 3 } });
        const own = async (department: string) =>
          (await other.log({ after: 0, first: 10, department })).entries.map(({ place }) => place);
        const places = all.entries.map(({ place }) => place);
        expect(await own('tax')).toEqual([places[0], places[2]]);
        expect(await own('finance')).toEqual([places[0]]);
        expect(await own('court')).toEqual([]);
        expect(all).toMatchObject({ upTo: places[2], hasNextPage: false });
        expect(await store.log({ after: all.upTo, first: 10 })).toEqual({
          entries: [],
          upTo: all.upTo,
          hasNextPage: false,
        });
      }));

    test('tells of a case that says nothing of it those on whose desks it lies, each once', () =>
      opened(async (store) => {
        const own = { kind: 'repair', department: 'tax' };
        const desks = [entry(own), entry({ ...own, ref: 'T2' }), entry({ ref: 'T3', department: 'court' })];
        await store.save(caseVersion({ id: 'repair-1', kind: 'repair', desks }));
        await store.save(caseVersion({ id: 'repair-2', kind: 'repair', desks, notices: [] }));
        const told = (await store.log({ after: 0, first: 10 })).entries.map(({ notices }) => notices);
        expect(told).toEqual([[{ department: 'tax', what: 'CASE_CHANGED', about: 'repair-1' }], []]);
      }));

    test('gives the log in pages, which miss nothing while several processes write', () =>
      opened(async (store, other) => {
        const seen = new Map<string, number>();
        let after = 0;
        const read = async (department?: string) => {
          const page = await other.log({ after, first: 7, ...(department && { department }) });
          for (const { caseId, place } of page.entries) {
            expect(place).toBeGreaterThan(after);
            seen.set(caseId, place);
          }
          after = page.upTo;
          return page.hasNextPage;
        };
        const writes = Array.from({ length: 60 }, (_, index) =>
          (index % 2 === 0 ? store : other).save(caseVersion({ id: `case-${index}`, notices: [notice('tax')] })),
        );
        for (let round = 0; round < 5; round += 1) await read('tax');
        await Promise.all(writes);
        while (await read('tax'));
        expect(seen.size).toBe(60);
      }));

    test('gives cases with all that happened in them, by when they were opened', () =>
      opened(async (store) => {
        for (const [index, day] of ['03', '01', '02', '02', '04'].entries()) {
          await store.save(caseVersion({ id: `case-${index}`, openedAt: `2026-11-${day}T01:00:00.000Z` }));
        }
        await store.save(caseVersion({ id: 'case-2', version: 2, openedAt: '2026-11-02T01:00:00.000Z' }));
        const query = { from: '2026-11-02', before: '2026-11-04', first: 2 };
        const first = await store.histories(query);
        expect(first.histories.map((one) => [one.case.id, one.events.length])).toEqual([
          ['case-2', 2],
          ['case-3', 1],
        ]);
        expect(first.histories[0]?.events[1]?.event).toEqual({ what: 'event 2' });
        expect(first.hasNextPage).toBe(true);
        const after = { openedAt: '2026-11-02T01:00:00.000Z', id: 'case-3' };
        const second = await store.histories({ ...query, after });
        expect([second.histories.map((one) => one.case.id), second.hasNextPage]).toEqual([['case-0'], false]);
      }));

    test('compares ids byte by byte', () =>
      opened(async (store) => {
        expect(await store.save(caseVersion({ id: 'Case', subjects: ['o.A'] }))).toBe(true);
        expect(await store.save(caseVersion({ id: 'case', subjects: ['o.a'] }))).toBe(true);
        expect((await store.casesOfSubjects('listing', ['o.A'])).get('o.A')).toMatchObject([{ id: 'Case' }]);
      }));
  });
}
