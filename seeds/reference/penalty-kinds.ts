import { z } from 'zod';
import { listOf, provenance, text, upperCode } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const penaltyCode = z.string().regex(/^P\d\d$/, 'It is not a code of a penalty kind, P01 to P99.');

const kinds = referenceTable({
  file: 'penalty-kinds.csv',
  row: z.object({
    code: penaltyCode,
    graph_value: upperCode,
    name_zh: text,
    name_en: text,
    edition: text,
    ...provenance,
  }),
  key: (row) => row.code,
});

const oldValues = referenceTable({
  file: 'penalty-kinds-old.csv',
  row: z.object({
    old_value: text,
    code: penaltyCode,
    keywords: listOf(text),
    split: text,
    edition: text,
    ...provenance,
  }),
  key: (row) => `${row.old_value} ${row.code}`,
  references: { code: { file: 'penalty-kinds.csv', keys: () => kinds().byKey } },
});

/** A kind of administrative penalty. */
export interface PenaltyKindEntry {
  /** P01 to P13, and P99 for the others that a law sets. */
  readonly code: string;
  /** Value of the graph's PenaltyKind. */
  readonly graphValue: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** The rest of a row, where an old joint value is to be told apart by it. */
export interface PenaltyTexts {
  /** 处罚内容 (CF_NR). */
  readonly content?: string | null;
  /** 暂扣或吊销证照名称及编号 (CF_NR_ZKDX). */
  readonly revokedLicence?: string | null;
}

/** What a value of 处罚类别 means today. */
export type PenaltyKindReading =
  | { readonly kind: 'known'; readonly codes: readonly string[] }
  /** The old value stands for one or more of the candidates, and the texts do not tell which: a person decides. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[]; readonly rule: string }
  | { readonly kind: 'unknown' };

/** Kinds of administrative penalty (行政处罚法 2021, art. 9), by code. */
export const penaltyKinds: () => ReadonlyMap<string, PenaltyKindEntry> = once(
  () =>
    new Map(
      kinds().rows.map((row) => [
        row.code,
        Object.freeze({ code: row.code, graphValue: row.graph_value, nameZh: row.name_zh, nameEn: row.name_en }),
      ]),
    ),
);

/**
 * Reads one value of 处罚类别 of any generation of the standard: a name of the law of 2021, 其他-具体, or a value of 2015 and
 * 2018. Those standards joined kinds into one value; the texts of the row tell them apart where they can.
 */
export function readPenaltyKind(value: string, texts: PenaltyTexts = {}): PenaltyKindReading {
  const name = value.trim();
  const today = kinds().rows.find((row) => row.name_zh === name);
  if (today !== undefined) return { kind: 'known', codes: [today.code] };
  const old = oldValues().rows.filter((row) => row.old_value === name);
  if (old.length > 0) return readOldValue(old, `${texts.content ?? ''}\n${texts.revokedLicence ?? ''}`);
  return /^其他[-－—].+/u.test(name) ? { kind: 'known', codes: ['P99'] } : { kind: 'unknown' };
}

interface OldValueRow {
  readonly code: string;
  readonly keywords: readonly string[];
  readonly split: string;
}

/** The rows whose words the text holds; else the row without words, which is the rest; else it stays open. */
function readOldValue(rows: readonly OldValueRow[], text: string): PenaltyKindReading {
  const said = rows.filter((row) => row.keywords.some((word) => text.includes(word)));
  if (said.length > 0) return { kind: 'known', codes: said.map((row) => row.code) };
  const rest = rows.filter((row) => row.keywords.length === 0);
  if (rest.length > 0) return { kind: 'known', codes: rest.map((row) => row.code) };
  return { kind: 'ambiguous', candidates: rows.map((row) => row.code), rule: rows[0]?.split ?? '' };
}
