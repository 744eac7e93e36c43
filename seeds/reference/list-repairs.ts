import { z } from 'zod';
import { day, optional, provenance, upperCode } from './cells.ts';
import { listKinds } from './list-kinds.ts';
import { referenceTable } from './reference-table.ts';
import { isValidOn } from './valid-on.ts';

const way = z.enum(['MONTHS', 'PERFORMANCE', 'TERM_ONLY'], 'It is no way for an entry to be repaired.');

const repairs = referenceTable({
  file: 'list-repairs.csv',
  row: z.object({ list: upperCode, valid_from: day, valid_to: optional(day), way, ...provenance }),
  key: (row) => `${row.list} ${row.valid_from}`,
  references: { list: { file: 'list-kinds.csv', keys: listKinds } },
});

/**
 * How an entry ends before its term: after some months on the list (`minMonthsBeforeRemoval` of the list, or the shortest publicity
 * of a serious act where the list's own rules name none), as soon as its subject has performed, or not at all.
 */
export type ListRepairWay = z.output<typeof way>;

/** The way for entries that were decided on a day, YYYY-MM-DD; null where the table has no rule: then a person finds it first. */
export function listRepairWay(list: string, decidedOn: string): ListRepairWay | null {
  const row = repairs().rows.find((one) => one.list === list && isValidOn(one, decidedOn));
  return row?.way ?? null;
}
