import { type SyntheticSubject, syntheticSubject } from '../../../seeds/city/synthetic-subject.ts';
import { HEADINGS, mixedRow } from '../../bench/import/mixed-rows.ts';

/** The city that the tests' stores are seeded with. */
export const CITY = { seed: 1, today: '2025-11-02', subjects: 1_000 };

/** Cells of a row by their headings. */
export type Cells = Readonly<Partial<Record<(typeof HEADINGS)[number], string>>>;

/** Heading of the unified social credit code. */
export const CODE = '行政相对人代码_1（统一社会信用代码）';

/** A row about a seeded company whose registration stands, with other texts in some of its cells. */
export function goodRow(changes: Cells = {}): string[] {
  const companies = [...Array(100).keys()].map((index) => syntheticSubject(CITY, index));
  const known = companies.filter(({ form }) => form === 'company')[1] as SyntheticSubject; // there are about thirty
  const rows = [...Array(200).keys()].map((position) => mixedRow(CITY, position));
  const row = rows.find((one) => one.includes('法人及非法人组织') && one.includes('警告')) ?? [];
  const company: Cells = { 行政相对人名称: known.name, [CODE]: known.uscc ?? '', '行政相对人代码_2（工商注册号）': '' };
  const cells: Cells = { ...company, ...changes };
  return HEADINGS.map((heading, place) => cells[heading] ?? row[place] ?? '');
}
