import { z } from 'zod';
import { bodyTable } from './bodies.ts';
import { bodyCode, count, provenance, someOf, text, upperCode } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const disclosure = z.enum(['PUBLIC', 'ON_REQUEST', 'AUTHORIZED', 'GOV_SHARED', 'NONE']);

const classes = referenceTable({
  file: 'catalogue-classes.csv',
  row: z.object({
    number: count,
    code: upperCode,
    name_zh: text,
    name_en: text,
    owners: someOf(bodyCode),
    publicity_organisation: disclosure,
    publicity_person: disclosure,
    added_in: text,
    edition: text,
    ...provenance,
  }),
  key: (row) => row.code,
  references: { owners: { file: 'bodies.csv', keys: bodyTable } },
});

/** A class of the national catalogue of public credit information. */
export interface CatalogueClass {
  readonly number: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Codes of the bodies that usually own such records. */
  readonly owners: readonly string[];
}

/** The 13 classes of 全国公共信用信息基础目录 (2024 edition), in its order. */
export const catalogueClasses: () => readonly CatalogueClass[] = once(() =>
  Object.freeze(
    classes().rows.map((row) =>
      Object.freeze({
        number: row.number,
        code: row.code,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        owners: row.owners,
      }),
    ),
  ),
);
