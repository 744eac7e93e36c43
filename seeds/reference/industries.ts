import { z } from 'zod';
import { provenance, text } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const industries = referenceTable({
  file: 'industries.csv',
  row: z.object({
    code: z.string().regex(/^([A-T]|\d\d)$/, 'It is neither a section, A to T, nor a division of two digits.'),
    name: text,
    section: z.string().regex(/^[A-T]$/, 'It is not a section, A to T.'),
    ...provenance,
  }),
  key: (row) => row.code,
  references: { section: 'here' },
});

/** A section (门类, a letter) or a division (大类, two digits) of the classification of industries. */
export interface Industry {
  readonly code: string;
  readonly name: string;
  /** Letter of its section; a section's own code. */
  readonly section: string;
}

/** Sections and divisions of GB/T 4754-2017, by code. */
export const industryTable: () => ReadonlyMap<string, Industry> = once(
  () =>
    new Map(
      industries().rows.map((row) => [
        row.code,
        Object.freeze({ code: row.code, name: row.name, section: row.section }),
      ]),
    ),
);
