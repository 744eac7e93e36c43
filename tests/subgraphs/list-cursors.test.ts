import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordChange } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { FIXED_RUNS } from '../harness/fixed-runs.ts';
import { askDepartment } from './department-ask.ts';
import { passportWith } from './passports.ts';
import { type SmallTown, smallTown, TOWN } from './small-town.ts';

let tax: Subgraph;
beforeAll(async () => {
  tax = await loadSubgraph('tax');
});

/** Sees the rows of one district. */
const NEAR_ONLY = passportWith({ clear: ['tax.payment-status:read'], rows: { areas: ['451102'] } });

/** Rows by their day, counted back from the end of 2025; each is of the district or not. */
interface Row {
  readonly number: number;
  readonly isSeen: boolean;
  readonly date: string;
  readonly id: string;
}

function row(number: number, isSeen: boolean): Row {
  const date = new Date(Date.UTC(2025, 11, 31) - number * 86_400_000).toISOString().slice(0, 10);
  return { number, isSeen, date, id: recordId('TaxPaymentStatus', ['row', String(number)]) };
}

function change({ number, isSeen, date, id }: Row): RecordChange {
  const one = isSeen ? TOWN.near : TOWN.far;
  return {
    id,
    operation: 'UPSERT',
    reason: 'REPORTED',
    reportedAt: '2026-02-02T01:00:00Z',
    content: {
      type: 'TaxPaymentStatus',
      subjectId: one.id,
      subjectKind: one.kind,
      state: 'EFFECTIVE',
      documentNo: `row ${number}`,
      decidingOrgCode: '11451100MB0T010261',
      decisionDate: date,
      publicityStartDate: null,
      publicityEndDate: null,
      fields: { period: '2025' },
      sealed: {},
    },
  };
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly documentNo: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function page(town: SmallTown, first: number, after: string | null, filter = ''): Promise<Page> {
  const query = `query ($first: Int!, $after: String) {
    taxPaymentStatuses(first: $first, after: $after, filter: { decidedTo: "2025-12-31" ${filter} }) {
      edges { cursor node { documentNo } }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  const { data, errors } = await askDepartment(tax, town.store, NEAR_ONLY, query, { first, after });
  expect(errors).toBeUndefined();
  return data.taxPaymentStatuses;
}

async function walk(town: SmallTown, first: number): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let after: string | null = null;
  do {
    const one = await page(town, first, after);
    pages.push(one);
    after = one.pageInfo.hasNextPage ? one.pageInfo.endCursor : null;
  } while (after !== null && pages.length < 100);
  return pages;
}

function expectNothingOf(hidden: readonly Row[], pages: readonly Page[]): void {
  const cursors = pages.flatMap(({ edges, pageInfo }) => [...edges.map(({ cursor }) => cursor), pageInfo.endCursor]);
  const texts = cursors.flatMap((cursor) =>
    cursor === null
      ? []
      : [cursor, ...cursor.split(':').map((part) => Buffer.from(part, 'base64url').toString('latin1'))],
  );
  for (const { date, id } of hidden) {
    for (const text of texts) {
      expect(text).not.toContain(date);
      expect(text).not.toContain(id);
    }
  }
}

test('cursors hold nothing of the rows between and after those that are seen, and no page tells of them', async () => {
  const rows = fc
    .array(fc.boolean(), { maxLength: 30 })
    .map((seen) => seen.map((isSeen, number) => row(number, isSeen)));
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 8 }), async (all, first) => {
      await using town = await smallTown();
      await town.store.write('tax', all.map(change));
      const seen = all.filter(({ isSeen }) => isSeen);
      const pages = await walk(town, first);
      const documents = pages.flatMap(({ edges }) => edges.map(({ node }) => node.documentNo));
      expect(documents).toEqual(seen.map(({ number }) => `row ${number}`));
      // As many pages as if there were no other rows, each of them full but the last.
      expect(pages).toHaveLength(Math.max(1, Math.ceil(seen.length / first)));
      for (const { edges, pageInfo } of pages) expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
      expectNothingOf(
        all.filter(({ isSeen }) => !isSeen),
        pages,
      );
    }),
    { ...FIXED_RUNS, numRuns: 30 },
  );
}, 60_000);

test('a filter that meets only rows that are not seen looks like one that meets none', async () => {
  await using town = await smallTown();
  await town.store.write('tax', [row(0, false), row(1, true)].map(change));
  const none = await page(town, 5, null, 'documentNo: "row 9"');
  expect(none.pageInfo).toEqual({ hasNextPage: false, endCursor: null });
  expect(await page(town, 5, null, 'documentNo: "row 0"')).toEqual(none);
});

describe('where reading for a page is given up among rows that are not seen', () => {
  const all = Array.from({ length: 2_150 }, (_, number) => row(number, number % 1_075 === 1_074));
  let town: SmallTown;
  beforeAll(async () => {
    town = await smallTown();
    await town.store.write('tax', all.map(change));
  });
  afterAll(() => town[Symbol.asyncDispose]());

  test('its cursor leads on, and holds nothing of them', async () => {
    const pages = await walk(town, 5);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap(({ edges }) => edges.map(({ node }) => node.documentNo))).toEqual(['row 1074', 'row 2149']);
    expectNothingOf(
      all.filter(({ isSeen }) => !isSeen),
      pages,
    );
  });

  test('its cursor is another one each time, and good for no other list and in no other form', async () => {
    const [one, other] = [
      (await page(town, 5, null)).pageInfo.endCursor,
      (await page(town, 5, null)).pageInfo.endCursor,
    ];
    expect(one).not.toBe(other);
    expect(one?.length).toBe(other?.length);
    const ask = (list: string, after: string) =>
      askDepartment(tax, town.store, NEAR_ONLY, `query ($after: String) { ${list}(after: $after) { nodes { id } } }`, {
        after,
      });
    const misused: readonly (readonly [string, string])[] = [
      ['taxPenalties', one ?? ''],
      ['taxPaymentStatuses', `${one?.slice(0, -2)}AA`],
      ['taxPaymentStatuses', `${one?.slice(0, 12)}`],
      ['taxPaymentStatuses', `9${one?.slice(1)}`],
      ['taxPaymentStatuses', ':'],
    ];
    for (const [list, after] of misused) {
      expect((await ask(list, after)).errors).toMatchObject([
        { message: expect.stringContaining('not one that this field gave out') },
      ]);
    }
  });
});
