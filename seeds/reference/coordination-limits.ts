import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { count, day, optional, provenance, text } from './cells.ts';
import { referenceTable } from './reference-table.ts';
import { isValidOn } from './valid-on.ts';
import { officialWorkingDays } from './working-calendar.ts';

const code = z.enum(
  [
    'OBJECT_BEFORE_ENTRY',
    'RESPOND',
    'EXECUTE',
    'CHECK_FEEDBACK',
    'LIFT',
    'REPAIR_ACCEPT',
    'REPAIR_DECIDE',
    'REPAIR_EXTENSION',
    'OBJECTION_MARK',
    'OBJECTION_OWN',
    'OBJECTION_PROVIDER',
  ],
  'It is not a limit that the hub counts.',
);

const limits = referenceTable({
  file: 'coordination-limits.csv',
  row: z.object({
    code,
    valid_from: day,
    valid_to: optional(day),
    working_days: count,
    name_zh: text,
    name_en: text,
    ...provenance,
  }),
  key: (row) => `${row.code} ${row.valid_from}`,
});

/** Which limit of joint incentive and punishment. */
export type CoordinationLimit = z.output<typeof code>;

/** The last day that a limit leaves, and the rule that sets it. */
export interface Deadline {
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly basis: string;
  /** True where the calendar of the year is not known yet, so that the day may still move. */
  readonly isProvisional: boolean;
}

/**
 * Last day of a limit that begins to run on a day, by the rules of that day, counted in working days from the day after.
 *
 * @throws HubError CONFIG_INVALID for a day before the rules, CALENDAR_OUT_OF_RANGE for one before the calendar
 */
export function deadlineOf(limit: CoordinationLimit, from: string): Deadline {
  const row = limits().rows.find((one) => one.code === limit && isValidOn(one, from));
  if (row === undefined) {
    const problem = `seeds/reference/coordination-limits.csv has no ${limit} for ${from}. Add the rules of that day.`;
    throw new HubError('CONFIG_INVALID', { details: { problem } });
  }
  const on = officialWorkingDays().addWorkingDays(from, row.working_days);
  return { on, basis: row.source, isProvisional: !officialWorkingDays().isKnown(on) };
}
