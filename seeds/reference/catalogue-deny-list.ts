import { z } from 'zod';
import { provenance, type SubjectKind, someOf, subjectKind, text, upperCode } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const denied = referenceTable({
  file: 'catalogue-deny-list.csv',
  row: z.object({
    code: upperCode,
    keywords: someOf(text),
    subject_kinds: someOf(subjectKind),
    action: z.enum(['FORBID', 'REVIEW']),
    name_zh: text,
    name_en: text,
    ...provenance,
  }),
  key: (row) => row.code,
});

/** A matter that the catalogue may not hold, or only after an assessment. */
export interface DeniedMatter {
  readonly code: string;
  /** Words that give it away in the title of an item or the description of a field. */
  readonly keywords: readonly string[];
  readonly subjectKinds: readonly SubjectKind[];
  /** FORBID: never. REVIEW: sensitive, only after the impact assessment of 个人信息保护法 arts 55 and 56. */
  readonly action: 'FORBID' | 'REVIEW';
  readonly nameZh: string;
  readonly nameEn: string;
  /** The rule. */
  readonly source: string;
}

/**
 * What may not be collected: 广西壮族自治区社会信用条例 art. 21 (minors, petitions, blood donation, veterans, property fees, dogs,
 * privacy, trade secrets), and what 个人信息保护法 art. 28 calls sensitive.
 */
export const catalogueDenyList: () => readonly DeniedMatter[] = once(() =>
  Object.freeze(
    denied().rows.map((row) =>
      Object.freeze({
        code: row.code,
        keywords: row.keywords,
        subjectKinds: row.subject_kinds,
        action: row.action,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        source: row.source,
      }),
    ),
  ),
);

/** The words that no title and no description in the catalogue may hold. */
export const deniedCatalogueWords: () => readonly string[] = once(() =>
  Object.freeze(
    catalogueDenyList()
      .filter((matter) => matter.action === 'FORBID')
      .flatMap((matter) => matter.keywords),
  ),
);
