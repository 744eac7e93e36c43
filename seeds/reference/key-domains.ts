import { z } from 'zod';
import { bodyTable } from './bodies.ts';
import { bodyCode, count, provenance, someOf, text, upperCode } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const domains = referenceTable({
  file: 'key-domains.csv',
  row: z.object({
    number: count,
    code: upperCode,
    name_zh: text,
    name_en: text,
    lead_bodies: someOf(bodyCode),
    ...provenance,
  }),
  key: (row) => row.code,
  references: { lead_bodies: { file: 'bodies.csv', keys: bodyTable } },
});

const areas = referenceTable({
  file: 'key-areas.csv',
  row: z.object({
    number: count,
    code: upperCode,
    name_zh: text,
    name_en: text,
    in_2018_list: z.enum(['yes', 'unknown']),
    ...provenance,
  }),
  key: (row) => row.code,
});

/** A domain of joint punishment. */
export interface KeyDomain {
  readonly number: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Codes of the bodies that lead it. */
  readonly leadBodies: readonly string[];
}

/** An area in which credit records are to be kept above all. */
export interface KeyArea {
  readonly number: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** True when the policy of 2018 is known to name it among its 14; null when that is not known. */
  readonly in2018List: true | null;
}

/** The 33 domains of joint punishment of 国发〔2016〕33号; the split into exactly 33 is reconstructed from its wording. */
export const keyDomains: () => readonly KeyDomain[] = once(() =>
  Object.freeze(
    domains().rows.map((row) =>
      Object.freeze({
        number: row.number,
        code: row.code,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        leadBodies: row.lead_bodies,
      }),
    ),
  ),
);

/** The 17 areas of 国发〔2014〕21号; which of them are the 14 of 2018 is known for four only. */
export const keyAreas: () => readonly KeyArea[] = once(() =>
  Object.freeze(
    areas().rows.map((row) =>
      Object.freeze({
        number: row.number,
        code: row.code,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        in2018List: row.in_2018_list === 'yes' ? (true as const) : null,
      }),
    ),
  ),
);
