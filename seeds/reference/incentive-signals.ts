import { z } from 'zod';
import { listOf, optional, provenance, text } from './cells.ts';
import { type IncentiveSignal, incentiveSignal } from './measures.ts';
import { once, referenceTable } from './reference-table.ts';

const signals = referenceTable({
  file: 'incentive-signals.csv',
  row: z.object({
    signal: incentiveSignal,
    catalogue_item: text,
    field: optional(text),
    values: listOf(text),
    ...provenance,
  }),
  key: (row) => `${row.signal} ${row.catalogue_item}`,
});

/** Records that are a signal of integrity while they are in force. */
export interface SignalSource {
  readonly signal: IncentiveSignal;
  /** Code of the catalogue item. */
  readonly item: string;
  /** Field that must have one of the values; null where the record alone is the signal. */
  readonly field: string | null;
  readonly values: readonly string[];
}

/** Where signals of integrity come from. */
export const signalSources: () => readonly SignalSource[] = once(() =>
  Object.freeze(
    signals().rows.map((row) =>
      Object.freeze({ signal: row.signal, item: row.catalogue_item, field: row.field, values: row.values }),
    ),
  ),
);
