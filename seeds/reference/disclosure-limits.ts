import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { count, day, optional, provenance, text } from './cells.ts';
import { referenceTable } from './reference-table.ts';
import { isValidOn } from './valid-on.ts';

const limits = referenceTable({
  file: 'disclosure-limits.csv',
  row: z.object({
    code: z.literal('SMALL_GROUP', 'It is not a limit that the hub keeps.'),
    valid_from: day,
    valid_to: optional(day),
    value: count,
    name_zh: text,
    name_en: text,
    ...provenance,
  }),
  key: (row) => `${row.code} ${row.valid_from}`,
});

/**
 * Fewest subjects that a figure may be about, by the rules of the day, where it is told to somebody who may not see the cases.
 *
 * @throws HubError CONFIG_INVALID for a day before the rules
 */
export function smallestGroup(on: string): number {
  const row = limits().rows.find((one) => isValidOn(one, on));
  if (row !== undefined) return row.value;
  const problem = `seeds/reference/disclosure-limits.csv has no SMALL_GROUP for ${on}. Add the rules of that day.`;
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
