import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { day, provenance, text, yesNo } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';
import { type WorkingCalendar, type WorkingDays, workingDays } from './working-days.ts';

const years = referenceTable({
  file: 'calendar-years.csv',
  row: z.object({
    year: z.string().regex(/^(19|20)\d\d$/, 'It is not a year.'),
    notice: text,
    verified: provenance.verified,
  }),
  key: (row) => row.year,
});

const exceptions = referenceTable({
  file: 'calendar.csv',
  row: z.object({ date: day, is_workday: yesNo, reason: text, ...provenance }),
  key: (row) => row.date,
});

/**
 * The calendar of working days, one year for each notice of the State Council's General Office that is in the tables.
 * The years follow one another without a gap, or the tables are CONFIG_INVALID.
 */
export const workingCalendar: () => WorkingCalendar = once(() => {
  const covered = years()
    .rows.map((row) => Number(row.year))
    .sort((a, b) => a - b);
  const [first, last] = [covered[0], covered.at(-1)];
  if (first === undefined || last === undefined) throw broken('It has no year. Add the years that are known.');
  if (last - first + 1 !== covered.length) throw broken('A year is left out. Add it with its notice.');
  const table = exceptions();
  const stray = table.rows.find((row) => !covered.includes(Number(row.date.slice(0, 4))));
  if (stray !== undefined) throw broken(`It lacks the year of ${stray.date}, which is in calendar.csv. Add it.`);
  return Object.freeze({
    from: `${first}-01-01`,
    to: `${last}-12-31`,
    exceptions: new Map(table.rows.map((row) => [row.date, row.is_workday])),
  });
});

/** Counting by `workingCalendar`. */
export const officialWorkingDays: () => WorkingDays = once(() => workingDays(workingCalendar()));

function broken(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem: `seeds/reference/calendar-years.csv: ${problem}` } });
}
