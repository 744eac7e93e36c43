import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { count, day, optional, provenance, text } from './cells.ts';
import { referenceTable } from './reference-table.ts';
import { isValidOn } from './valid-on.ts';

const limits = referenceTable({
  file: 'governance-limits.csv',
  row: z.object({
    code: z.enum(['REPLY'], 'It is not a limit that the hub counts.'),
    valid_from: day,
    valid_to: optional(day),
    working_days: count,
    name_zh: text,
    name_en: text,
    ...provenance,
  }),
  key: (row) => `${row.code} ${row.valid_from}`,
});

/** A limit of the rules on sharing data between departments. */
export interface GovernanceLimit {
  readonly workingDays: number;
  /** The rule that sets it. */
  readonly basis: string;
}

/**
 * How long a provider may take to answer a request for data that are shared conditionally (有条件共享), by the rules of the day
 * of the request: 国发〔2016〕51号, and since 2025-08-01 the 政务数据共享条例. CONFIG_INVALID for a day before both.
 */
export function replyLimit(requestedOn: string): GovernanceLimit {
  const row = limits().rows.find((one) => isValidOn(one, requestedOn));
  if (row !== undefined) return { workingDays: row.working_days, basis: row.source };
  const problem = `seeds/reference/governance-limits.csv has no limit for ${requestedOn}. Add the rules of that day.`;
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
