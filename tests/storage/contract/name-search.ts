import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparableName } from '../../../storage/name-grams.ts';
import type { HubStore, Subject, SubjectSearch } from '../../../storage/port.ts';
import { type MakePlace, openPlace, subject } from '../store-fixtures.ts';

export function nameSearch(makePlace: MakePlace): void {
  describe('a search for names', () => {
    test.each([
      ['两个字', '瑞丰', ['瑞丰商贸', '瑞丰（广西）公司', '贺州瑞丰']],
      ['across a bracket of either width', '丰(广西)', ['瑞丰（广西）公司']],
      ['without regard to width and case', 'ａｂｃ公司', ['abc公司', 'ABC 公司']],
      ['without regard to spaces', '瑞 丰 商', ['瑞丰商贸']],
      ['with an ideographic space', '瑞\u3000丰商', ['瑞丰商贸']],
      ['dots and stars', '.*', ['点.*星']],
      ['an opening bracket', '[x', ['括[x]号']],
      ['a backslash', '\\d', ['反\\d斜']],
      ['a pipe', '甲|', ['甲|乙']],
      ['anchors', '^起', ['^起$']],
      ['a double quote', '"引', ['双"引"号']],
      ['a single quote', "'s", ["O'sea"]],
      ['an operator of full-text syntax', 'OR', ['A OR B', 'FLOOR']],
      ['another one', 'NOT', ['NOT 商店']],
      ['a column filter', 'grams:', ['grams:x']],
      ['per cent and underscore', '%_', ['百%_分']],
      ['a dollar', '$where', ['$where']],
      ['a character of four bytes', '𠮷野', ['𠮷野家']],
      ['half of such a character', '\ud842野', []],
      ['all pairs in another order', 'ABABC', ['ABABC']],
      ['a whole name', 'FLOOR', ['FLOOR']],
      ['more than the name', 'FLOORS', []],
      ['a ligature by its parts', 'ffi', ['oﬃce']],
      ['one character: only names that begin with it', '瑞', ['瑞丰商贸', '瑞丰（广西）公司']],
      ['nothing', '', []],
      ['spaces', ' \u3000', []],
      ['a NUL', '\u0000\u0000', []],
    ])('finds a part: %s', async (_, text, expected) => {
      const { store } = await named();
      const { hits, hasNextPage } = await store.searchSubjects({ text, first: 50 });
      expect(hits.map((hit) => hit.subject.name).sort()).toEqual([...expected].sort());
      expect(hasNextPage).toBe(false);
    });

    test('gives names that begin with the text first', async () => {
      await using place = await openPlace(makePlace);
      const names = ['贺州市瑞丰', '瑞丰一', '老瑞丰', '瑞丰二', '瑞丰瑞丰', '瑞 丰'];
      await place.store.saveSubjects(names.map((name, n) => subject({ id: `o.${n}`, name })));
      const found = await allPages(place.store, { text: '瑞丰', first: 2 });
      expect(found.map(({ name }) => comparableName(name).startsWith('瑞丰'))).toEqual([
        ...[true, true, true, true],
        ...[false, false],
      ]);
      expect(found.map(({ name }) => name).sort()).toEqual([...names].sort());
    });

    test('never finds a natural person', async () => {
      await using place = await openPlace(makePlace);
      await place.store.saveSubjects([
        subject({ id: 'p.1', kind: 'NATURAL_PERSON', name: '覃小明' }),
        subject({ id: 't.1', kind: 'SOLE_TRADER', name: '覃小明米粉店' }),
      ]);
      const found = await place.store.searchSubjects({ text: '覃小明', first: 10 });
      expect(found.hits.map((hit) => hit.subject.id)).toEqual(['t.1']);
    });

    test('holds kind and areas', async () => {
      await using place = await openPlace(makePlace);
      await place.store.saveSubjects([
        subject({ id: 'o.1', name: '瑞丰甲', areaCode: '451102' }),
        subject({ id: 'o.2', name: '瑞丰乙', areaCode: '451121' }),
        subject({ id: 't.3', name: '瑞丰丙', areaCode: '451102', kind: 'SOLE_TRADER' }),
        subject({ id: 'o.4', name: '新瑞丰', areaCode: null }),
      ]);
      const ids = async (search: Partial<SubjectSearch>) => {
        const { hits } = await place.store.searchSubjects({ text: '瑞丰', first: 10, ...search });
        return hits.map((hit) => hit.subject.id).sort();
      };
      expect(await ids({ kind: 'SOLE_TRADER' })).toEqual(['t.3']);
      expect(await ids({ kind: 'ORGANIZATION' })).toEqual(['o.1', 'o.2', 'o.4']);
      expect(await ids({ areaCodes: ['451102'] })).toEqual(['o.1', 't.3']);
      expect(await ids({ areaCodes: ['451121', '451102'], kind: 'ORGANIZATION' })).toEqual(['o.1', 'o.2']);
      expect(await ids({ areaCodes: [] })).toEqual([]);
    });

    test.each(['', 'x', '0-', '2-1', '0-x', '-1', '9-9-9', 'AA', 'b"', '%', '0 OR 1', 'eyIkZ3QiOjB9'])(
      'refuses a cursor that no page gave out: "%s"',
      async (after) => {
        const { store } = await named();
        const page = store.searchSubjects({ text: '瑞丰', first: 1, after });
        await expect(page).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
      },
    );

    test('over any names gives what comparing each name gives, each once, whatever the page size', async () => {
      await fc.assert(fc.asyncProperty(anyNames, fc.array(anySearch, { minLength: 10 }), check), { numRuns: 12 });
    });

    async function check(names: readonly string[], searches: readonly SubjectSearch[]): Promise<void> {
      await using place = await openPlace(makePlace);
      const all = names.map((name, n) => subject({ id: `o.${n}`, name }));
      await place.store.saveSubjects(all);
      for (const search of searches) {
        const text = comparableName(search.text);
        const found = await allPages(place.store, search);
        const expected = all.filter(({ name }) => matches(comparableName(name), text));
        expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
        const starts = found.map(({ name }) => comparableName(name).startsWith(text));
        expect(starts).toEqual([...starts].sort((one, other) => Number(other) - Number(one)));
      }
    }

    /** One store for the tests that only read it; the whole describe block shares it. */
    let shared: ReturnType<typeof openPlace> | undefined;
    async function named(): Promise<{ readonly store: HubStore }> {
      shared ??= openPlace(makePlace).then(async (place) => {
        await place.store.saveSubjects(NAMES.map((name, n) => subject({ id: `o.${n}`, name })));
        return place;
      });
      return shared;
    }
    afterAll(async () => (await shared)?.[Symbol.asyncDispose]());
  });
}

const NAMES = [
  ...[
    '瑞丰商贸',
    '贺州瑞丰',
    '瑞丰（广西）公司',
    'abc公司',
    'ABC 公司',
    '点.*星',
    '括[x]号',
    '反\\d斜',
    '甲|乙',
    '^起$',
  ],
  ...['双"引"号', "O'sea", 'A OR B', 'FLOOR', 'NOT 商店', 'grams:x', '百%_分', '$where', '𠮷野家', 'ABABC', 'ABCAB'],
  ...['BABCA', 'oﬃce', '', '单'],
];

const anyText = fc.string({
  unit: fc.constantFrom('a', 'A', 'ａ', 'b', '(', '（', ' ', '𠮷', '.', '\uffff'),
  maxLength: 5,
});
const anyNames = fc.array(anyText, { minLength: 1, maxLength: 25 });
const anySearch = fc.record({ text: anyText, first: fc.integer({ min: 1, max: 4 }) });

function matches(name: string, text: string): boolean {
  const { length } = [...text];
  return length > 1 ? name.includes(text) : length === 1 && name.startsWith(text);
}

async function allPages(store: HubStore, search: SubjectSearch): Promise<Subject[]> {
  const found: Subject[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await store.searchSubjects({ ...search, ...(after === undefined ? {} : { after }) });
    if (page.hasNextPage) expect(page.hits).toHaveLength(search.first);
    found.push(...page.hits.map((hit) => hit.subject));
    after = page.hits.at(-1)?.cursor;
    more = page.hasNextPage;
  }
  return found;
}
