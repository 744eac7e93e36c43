import { z } from 'zod';
import { text } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const surnames = referenceTable({
  file: 'surnames-compound.csv',
  row: z.object({ surname: z.string().regex(/^\p{Script=Han}{2}$/u, 'It is not of two characters.'), source: text }),
  key: (row) => row.surname,
});

/** Surnames of two characters (复姓): masking a name keeps the surname, so it has to know where that ends. */
export const compoundSurnames: () => ReadonlySet<string> = once(
  () => new Set(surnames().rows.map((row) => row.surname)),
);
