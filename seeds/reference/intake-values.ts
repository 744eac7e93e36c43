import { z } from 'zod';
import { provenance, text } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const values = referenceTable({
  file: 'intake-values.csv',
  row: z.object({
    enum: text,
    generation: z.enum(['2015', '2018', 'any']),
    value: text,
    reads_as: text,
    ...provenance,
  }),
  key: (row) => `${row.enum} ${row.generation} ${row.value}`,
});

/** A spelling of an enum's value in reports, beside its name and its Chinese name. */
export interface ValueSpelling {
  /** Enum of the graph. */
  readonly enum: string;
  readonly generation: '2015' | '2018' | 'any';
  readonly value: string;
  /** What it is read as: a name of the graph, or for kinds of penalty a name of the old standard. */
  readonly readsAs: string;
}

/** Codes and other words that reports use for the values of enums. */
export const valueSpellings: () => readonly ValueSpelling[] = once(() =>
  Object.freeze(
    values().rows.map((row) =>
      Object.freeze({ enum: row.enum, generation: row.generation, value: row.value, readsAs: row.reads_as }),
    ),
  ),
);
