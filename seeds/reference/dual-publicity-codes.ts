import { z } from 'zod';
import { optional, provenance, text, upperCode, yesNo } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const permitKindRows = referenceTable({
  file: 'permit-kinds.csv',
  row: z.object({ code: upperCode, name_zh: text, name_en: text, accepts_detail: yesNo, ...provenance }),
  key: (row) => row.code,
});

const idTypeRows = referenceTable({
  file: 'id-types.csv',
  row: z.object({
    code: upperCode,
    interface_code: optional(text),
    name_zh: text,
    name_en: text,
    checked: yesNo,
    accepts_detail: yesNo,
    ...provenance,
  }),
  key: (row) => row.code,
});

/** A value of 许可类别 or 证件类型 and what the graph calls it. */
export interface CodedName {
  /** Value of the graph's PermitKind or IdType. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** The value may be followed by a hyphen and what it is in detail: 其他-… */
  readonly acceptsDetail: boolean;
}

/** A code and, for the value 其他-…, what follows the hyphen. */
export interface CodeReading {
  readonly code: string;
  readonly detail: string | null;
}

/** Kinds of administrative permit (许可类别 of the dual-publicity standard, 发改办财金〔2018〕424号). */
export const permitKinds: () => readonly CodedName[] = once(() => Object.freeze(permitKindRows().rows.map(codedName)));

/** Types of personal document (证件类型 of the dual-publicity standard, 发改办财金〔2018〕424号). */
export const idTypes: () => readonly CodedName[] = once(() => Object.freeze(idTypeRows().rows.map(codedName)));

/** The entry that a cell of an upload means, by its Chinese name; null when there is none. */
export function readCodedName(entries: readonly CodedName[], value: string): CodeReading | null {
  const name = value.trim();
  for (const entry of entries) {
    if (name === entry.nameZh) return { code: entry.code, detail: null };
    if (!entry.acceptsDetail || !name.startsWith(entry.nameZh)) continue;
    const detail = /^[-－—]+(.+)$/u.exec(name.slice(entry.nameZh.length))?.[1];
    if (detail !== undefined) return { code: entry.code, detail };
  }
  return null;
}

function codedName(row: {
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly accepts_detail: boolean;
}): CodedName {
  return Object.freeze({
    code: row.code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    acceptsDetail: row.accepts_detail,
  });
}
