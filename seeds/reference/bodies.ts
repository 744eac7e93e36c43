import { z } from 'zod';
import { bodyCode, provenance, text } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const bodies = referenceTable({
  file: 'bodies.csv',
  row: z.object({
    code: bodyCode,
    name_zh: text,
    name_en: text,
    kind: z.enum(['government', 'party', 'judicial', 'military', 'vertical', 'market', 'industry', 'social', 'role']),
    ...provenance,
  }),
  key: (row) => row.code,
});

/**
 * What a body is: of the city, vertical (its data comes from above), outside of government, or a role, which stands for
 * whichever body has the matter in hand (各行政许可实施机关).
 */
export type BodyKind =
  | 'government'
  | 'party'
  | 'judicial'
  | 'military'
  | 'vertical'
  | 'market'
  | 'industry'
  | 'social'
  | 'role';

/** A body that keeps a list, leads a domain or carries out measures. Departments of the hub have their folder's code. */
export interface Body {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: BodyKind;
}

/** Bodies by code, under their names since the reform of 2018 and 2019. */
export const bodyTable: () => ReadonlyMap<string, Body> = once(
  () =>
    new Map(
      bodies().rows.map((row) => [
        row.code,
        Object.freeze({ code: row.code, nameZh: row.name_zh, nameEn: row.name_en, kind: row.kind }),
      ]),
    ),
);
