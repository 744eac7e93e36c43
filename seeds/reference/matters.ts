import { z } from 'zod';
import { optional, provenance, text, upperCode } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const matters = referenceTable({
  file: 'matters.csv',
  row: z.object({
    code: upperCode,
    name_zh: text,
    name_en: text,
    purpose: optional(text),
    trigger: z.string().regex(/^T[1-8]$/, 'It is not a trigger, T1 to T8.'),
    ...provenance,
  }),
  key: (row) => row.code,
});

/** A matter that a department has in hand when it asks which measures apply. */
export interface Matter {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** The purpose code under which a department usually asks about it; null when there is none of its own. */
  readonly purpose: string | null;
}

/** Matters that measures speak of (行政审批, 政府采购, 财政性资金, 监督检查, 任职, …), by code. */
export const matterTable: () => ReadonlyMap<string, Matter> = once(
  () =>
    new Map(
      matters().rows.map((row) => [
        row.code,
        Object.freeze({ code: row.code, nameZh: row.name_zh, nameEn: row.name_en, purpose: row.purpose }),
      ]),
    ),
);
