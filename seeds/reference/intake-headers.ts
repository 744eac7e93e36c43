import { z } from 'zod';
import { count, listOf, optional, provenance, type SubjectKind, subjectKind, text } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const clue = z.enum([
  'kind',
  'name',
  'uscc',
  'orgCode',
  'registrationNo',
  'taxNo',
  'institutionNo',
  'socialOrganizationNo',
  'idType',
  'idNo',
]);

const headers = referenceTable({
  file: 'intake-headers.csv',
  row: z.object({
    standard: z.enum(['AdminPermit', 'AdminPenalty', 'CreditRecord']),
    generation: z.enum(['2015', '2018', 'any']),
    header: text,
    aliases: listOf(text),
    code: optional(text),
    code_variants: listOf(text),
    field: optional(text),
    clue: optional(clue),
    required_for: listOf(subjectKind),
    max_length: optional(count),
    ...provenance,
  }),
  key: (row) => `${row.standard} ${row.generation} ${row.header}`,
});

/** What a column says of whom the row is about. */
export type ClueName = z.output<typeof clue>;

/** A column of a reporting standard. Without field and clue it is known, and not kept. */
export interface StandardColumn {
  /** Interface of the graph whose records have it. */
  readonly standard: 'AdminPermit' | 'AdminPenalty' | 'CreditRecord';
  /** Generation of the dual-publicity standard; `any` for columns that every type takes. */
  readonly generation: '2015' | '2018' | 'any';
  /** What its heading may be: the name first, then other spellings and codes. */
  readonly headings: readonly string[];
  /** Field of the graph. */
  readonly field: string | null;
  readonly clue: ClueName | null;
  /** Kinds of subject whose rows have to fill it in. Of all of them, the column itself has to be there. */
  readonly requiredFor: readonly SubjectKind[];
  /** Most characters; null where its type sets the form. */
  readonly maxLength: number | null;
}

/** Columns of both generations of the dual-publicity standard, and those about the subject that every type takes. */
export const standardColumns: () => readonly StandardColumn[] = once(() =>
  Object.freeze(
    headers().rows.map((row) =>
      Object.freeze({
        standard: row.standard,
        generation: row.generation,
        headings: [row.header, ...row.aliases, ...(row.code === null ? [] : [row.code]), ...row.code_variants],
        field: row.field,
        clue: row.clue,
        requiredFor: row.required_for,
        maxLength: row.max_length,
      }),
    ),
  ),
);
