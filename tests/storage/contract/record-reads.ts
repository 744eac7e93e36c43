import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordChange, RecordConditions, RecordQuery, RecordState } from '../../../storage/port.ts';
import { byBytes, change, DEPARTMENT, idOf, type MakePlace, openPlace, TYPE } from '../store-fixtures.ts';

const ALL: RecordQuery = { type: TYPE, where: {}, first: 100, withTotal: true };

export function recordReads(makePlace: MakePlace): void {
  describe('records of subjects', () => {
    test('come in one call, a page for each subject that has some', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write(DEPARTMENT, [
        change({ key: 'a', subjectId: 'o.1', decisionDate: '2026-01-01' }),
        change({ key: 'b', subjectId: 'o.1', decisionDate: '2026-01-03' }),
        change({ key: 'c', subjectId: 'o.2', decisionDate: '2026-01-02' }),
        change({ key: 'd', subjectId: 'o.3', type: 'AdminPermit' }),
      ]);
      const pages = await place.store.recordsBySubject({ ...ALL, first: 1 }, ['o.2', 'o.1', 'o.3', 'o.4', 'o.1']);
      expect([...pages.keys()].sort()).toEqual(['o.1', 'o.2']);
      expect(pages.get('o.1')).toMatchObject({ records: [{ id: idOf('b') }], hasNextPage: true, totalCount: 2 });
      expect(pages.get('o.2')).toMatchObject({ records: [{ id: idOf('c') }], hasNextPage: false, totalCount: 1 });
      expect(await place.store.recordsBySubject(ALL, [])).toEqual(new Map());
    });

    test('of equal dates are ordered by id, and paging over them gives each once', async () => {
      await using place = await openPlace(makePlace);
      const changes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => change({ key }));
      await place.store.write(DEPARTMENT, changes);
      const ids: string[] = [];
      let after: RecordQuery['after'];
      for (let hasNextPage = true; hasNextPage; ) {
        const query = { ...ALL, first: 2, ...(after ? { after } : {}) };
        const page = (await place.store.recordsBySubject(query, ['o.1', 'o.2'])).get('o.1');
        ids.push(...(page?.records.map(({ id }) => id) ?? []));
        expect(page?.totalCount).toBe(7);
        after = page?.records.at(-1);
        hasNextPage = page?.hasNextPage ?? false;
      }
      expect(ids).toEqual(changes.map(({ id }) => id).sort(byBytes));
    });

    test('of a subject with very many do not hide those of others', async () => {
      await using place = await openPlace(makePlace);
      const many = Array.from({ length: 2_100 }, (_, n) => change({ key: `many ${n}`, subjectId: 'o.many' }));
      const old = change({ key: 'old', subjectId: 'o.old', decisionDate: '2001-01-01' });
      await place.store.write(DEPARTMENT, [...many, old]);
      const pages = await place.store.recordsBySubject({ ...ALL, first: 3 }, ['o.many', 'o.old']);
      expect(pages.get('o.old')).toMatchObject({ records: [{ id: old.id }], hasNextPage: false, totalCount: 1 });
      expect(pages.get('o.many')).toMatchObject({ hasNextPage: true, totalCount: 2_100 });
      expect(pages.get('o.many')?.records.map(({ id }) => id)).toEqual(
        many
          .map(({ id }) => id)
          .sort(byBytes)
          .slice(0, 3),
      );
    });

    test('are found as they are now, however often they were read and whichever store has written', async () => {
      await using place = await openPlace(makePlace);
      const other = await place.openAnother();
      const read = async () => {
        const pages = await place.store.recordsBySubject(ALL, ['o.1']);
        const listed = await place.store.listRecords(ALL);
        const byId = await place.store.recordsById(TYPE, [idOf('a')]);
        const numbers = [pages.get('o.1')?.totalCount ?? 0, listed.totalCount, byId.get(idOf('a'))?.version ?? 0];
        return numbers.join(' ');
      };
      expect(await read()).toBe('0 0 0');
      await place.store.write(DEPARTMENT, [change({ key: 'a' })]);
      expect([await read(), await read()]).toEqual(['1 1 1', '1 1 1']);
      await other.write(DEPARTMENT, [change({ key: 'b' })]);
      expect([await read(), await read()]).toEqual(['2 2 1', '2 2 1']);
      await other.write(DEPARTMENT, [change({ key: 'a', documentNo: 'No. a, corrected' })]);
      expect(await read()).toBe('2 2 2');
    });

    test('come back as they were written', async () => {
      await using place = await openPlace(makePlace);
      const fields = {
        text: '罚款 200 元\n"\\\u0000\ud842',
        number: 1.5,
        wide: 9_007_199_254_740_991,
        none: null,
        truth: false,
        'a.b': { $gt: '' },
        list: [1, { deep: ['x', null] }, []],
      };
      await place.store.write(DEPARTMENT, [change({ key: 'a', fields, publicityEndDate: null })]);
      const record = (await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a'));
      const { id, reportedAt, content } = change({ key: 'a', fields, publicityEndDate: null });
      expect(record).toEqual({ ...content, id, reportedAt, version: 1, contentHash: expect.any(String) });
    });
  });

  test('a record is found by id under its own type only', async () => {
    await using place = await openPlace(makePlace);
    await place.store.write(DEPARTMENT, [change({ key: 'a' }), change({ key: 'b' })]);
    const found = await place.store.recordsById(TYPE, [idOf('b'), idOf('missing'), idOf('a'), idOf('a')]);
    expect([...found.keys()].sort()).toEqual([idOf('a'), idOf('b')].sort());
    expect(await place.store.recordsById('AdminPermit', [idOf('a')])).toEqual(new Map());
    expect(await place.store.recordsById(TYPE, [])).toEqual(new Map());
  });

  describe('the publicity period', () => {
    const day = '2026-06-15';
    const keysPublicOn = async (sketches: readonly Parameters<typeof change>[0][]) => {
      await using place = await openPlace(makePlace);
      await place.store.write(DEPARTMENT, sketches.map(change));
      const { records } = await place.store.listRecords({ ...ALL, where: { publicOn: day } });
      const keys = new Map(sketches.map(({ key }) => [idOf(key), key]));
      return records.map(({ id }) => keys.get(id)).sort();
    };

    test('holds its first and its last day, no end means for ever, no start means never', async () => {
      const periods = {
        'begins that day': [day, null],
        'ends that day': ['2026-01-01', day],
        'only that day': [day, day],
        'begins the day after': ['2026-06-16', null],
        'ended the day before': ['2026-01-01', '2026-06-14'],
        'has no end': ['2026-01-01', null],
        'has no start': [null, null],
        'has only an end': [null, '2029-01-01'],
      } as const;
      const sketches = Object.entries(periods).map(([key, [publicityStartDate, publicityEndDate]]) => {
        return { key, publicityStartDate, publicityEndDate };
      });
      const expected = ['begins that day', 'ends that day', 'has no end', 'only that day'];
      expect(await keysPublicOn(sketches)).toEqual(expected);
    });

    test('counts only for records in force or under objection', async () => {
      const states = ['EFFECTIVE', 'UNDER_OBJECTION', 'REPAIRED', 'EXPIRED', 'WITHDRAWN'] as const;
      const sketches = states.map((state) => ({ key: state, state }));
      expect(await keysPublicOn(sketches)).toEqual(['EFFECTIVE', 'UNDER_OBJECTION']);
    });
  });

  describe('the state on a day', () => {
    const periods = {
      'ended the day before': '2026-06-14',
      'ends that day': '2026-06-15',
      'has no end': null,
      'was stored as expired': null,
      'ended under objection': '2026-06-14',
    } as const;
    const stored = {
      'ended under objection': 'UNDER_OBJECTION',
      'was stored as expired': 'EXPIRED',
    } as Partial<Record<string, RecordState>>;
    const keysInState = async (...anyOf: readonly RecordState[]) => {
      await using place = await openPlace(makePlace);
      const sketches = Object.entries(periods).map(([key, publicityEndDate]) => {
        return { key, publicityEndDate, state: stored[key] ?? ('EFFECTIVE' as const) };
      });
      await place.store.write(DEPARTMENT, sketches.map(change));
      const { records } = await place.store.listRecords({ ...ALL, where: { states: { anyOf, day: '2026-06-15' } } });
      const keys = new Map(sketches.map(({ key }) => [idOf(key), key]));
      return records.map(({ id }) => keys.get(id)).sort();
    };

    test('is EXPIRED from the day after publicity, for records that are stored as effective', async () => {
      expect(await keysInState('EFFECTIVE')).toEqual(['ends that day', 'has no end']);
      expect(await keysInState('EXPIRED')).toEqual(['ended the day before', 'was stored as expired']);
    });

    test('is the stored one for all others', async () => {
      expect(await keysInState('UNDER_OBJECTION')).toEqual(['ended under objection']);
      expect(await keysInState('REPAIRED', 'WITHDRAWN')).toEqual([]);
      expect(await keysInState()).toEqual([]);
      expect(await keysInState('EXPIRED', 'EFFECTIVE', 'UNDER_OBJECTION')).toEqual(Object.keys(periods).sort());
    });
  });

  test('any conditions and any page give what a plain filter over all records gives', async () => {
    const runs = fc.asyncProperty(fc.array(anyChange, { maxLength: 25 }), fc.array(anyQuery, { minLength: 12 }), check);
    await fc.assert(runs, { numRuns: 12 });
  });

  async function check(changes: readonly RecordChange[], queries: readonly RecordQuery[]): Promise<void> {
    await using place = await openPlace(makePlace);
    await place.store.write(DEPARTMENT, changes);
    const latest = [...new Map(changes.map((each) => [each.id, each])).values()];
    for (const query of queries) {
      const idsOf = (page: Awaited<ReturnType<typeof place.store.listRecords>>) => {
        return { ...page, records: page.records.map(({ id }) => id) };
      };
      expect(idsOf(await place.store.listRecords(query))).toEqual(expectedPage(query, latest));
      const pages = await place.store.recordsBySubject(query, SUBJECTS);
      const expected = SUBJECTS.map((subjectId) => {
        const own = latest.filter(({ content }) => content.subjectId === subjectId);
        return [subjectId, expectedPage(query, own)] as const;
      }).filter(([, page]) => page.records.length > 0 || page.totalCount);
      expect(new Map([...pages].map(([subjectId, page]) => [subjectId, idsOf(page)]))).toEqual(new Map(expected));
    }
  }
}

const SUBJECTS = ['o.1', 'o.2', 'p.3'];
const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03'];
const ORGS = ['11451100MB0X1234X5', '11451100MB0X1234x5'];
const STATES = ['EFFECTIVE', 'UNDER_OBJECTION', 'REPAIRED', 'EXPIRED', 'WITHDRAWN'] as const;
const KINDS = ['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'] as const;
const TYPES = [TYPE, 'AdminPermit'];

const anyDay = fc.constantFrom(...DAYS);
const anyChange = fc
  .record({
    key: fc.constantFrom(...'abcdefghijklmnop'),
    type: fc.constantFrom(...TYPES),
    subjectId: fc.constantFrom(...SUBJECTS),
    subjectKind: fc.constantFrom(...KINDS),
    state: fc.constantFrom(...STATES),
    documentNo: fc.constantFrom('1', '１', 'a', 'A'),
    decidingOrgCode: fc.constantFrom(...ORGS),
    decisionDate: anyDay,
    publicityStartDate: fc.option(anyDay),
    publicityEndDate: fc.option(anyDay),
  })
  .map(change);

const anyWhere: fc.Arbitrary<RecordConditions> = fc.record(
  {
    states: fc.record({ anyOf: fc.subarray([...STATES]), day: anyDay }),
    decidedFrom: anyDay,
    decidedTo: anyDay,
    documentNo: fc.constantFrom('1', '１', 'a', 'A', 'b'),
    decidingOrgCode: fc.constantFrom(...ORGS),
    subjectKinds: fc.subarray([...KINDS]),
    publicOn: anyDay,
  },
  { requiredKeys: [] },
);

const anyQuery: fc.Arbitrary<RecordQuery> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    where: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: anyWhere }),
    first: fc.integer({ min: 1, max: 6 }),
    after: fc.option(fc.record({ decisionDate: anyDay, key: fc.constantFrom(...'abcdefghijklmnop') })),
    withTotal: fc.boolean(),
  })
  .map(({ after, ...query }) => ({
    ...query,
    ...(after ? { after: { decisionDate: after.decisionDate, id: idOf(after.key, query.type) } } : {}),
  }));

/** The page by the plainest way there is. */
function expectedPage(query: RecordQuery, changes: readonly RecordChange[]) {
  const matching = changes.filter(({ content }) => content.type === query.type && holds(query.where, content));
  const { after } = query;
  const rest = matching.filter(
    ({ id, content: { decisionDate } }) =>
      after === undefined ||
      decisionDate < after.decisionDate ||
      (decisionDate === after.decisionDate && byBytes(id, after.id) > 0),
  );
  const ordered = rest.sort(
    (one, other) => byBytes(other.content.decisionDate, one.content.decisionDate) || byBytes(one.id, other.id),
  );
  return {
    records: ordered.slice(0, query.first).map(({ id }) => id),
    hasNextPage: ordered.length > query.first,
    totalCount: query.withTotal ? matching.length : null,
  };
}

function holds(where: RecordConditions, content: RecordChange['content']): boolean {
  const { publicityStartDate: start, publicityEndDate: end } = content;
  const day = where.publicOn;
  const isOver = where.states !== undefined && end !== null && end < where.states.day;
  const state = isOver && content.state === 'EFFECTIVE' ? 'EXPIRED' : content.state;
  return (
    (where.states?.anyOf.includes(state) ?? true) &&
    (where.subjectKinds?.includes(content.subjectKind) ?? true) &&
    content.decisionDate >= (where.decidedFrom ?? '') &&
    content.decisionDate <= (where.decidedTo ?? '9') &&
    content.documentNo === (where.documentNo ?? content.documentNo) &&
    content.decidingOrgCode === (where.decidingOrgCode ?? content.decidingOrgCode) &&
    (day === undefined ||
      (['EFFECTIVE', 'UNDER_OBJECTION'].includes(content.state) &&
        start !== null &&
        start <= day &&
        (end === null || day <= end)))
  );
}
