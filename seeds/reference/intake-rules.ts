import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { day, optional, provenance, text } from './cells.ts';
import { referenceTable } from './reference-table.ts';
import { isValidOn } from './valid-on.ts';

const rules = referenceTable({
  file: 'intake-rules.csv',
  row: z.object({
    edition: text,
    code: z.string().regex(/^R\d\d[A-Z]?$/, 'It is not the code of a rule: R, two digits, and perhaps a letter.'),
    severity: z.enum(['E', 'W'], 'It is neither E nor W.'),
    parameter: optional(text),
    message_zh: text,
    message_en: text,
    remedy_zh: text,
    remedy_en: text,
    valid_from: day,
    valid_to: optional(day),
    ...provenance,
  }),
  key: (row) => `${row.edition} ${row.code}`,
});

/** A rule that reported rows are held against. */
export interface IntakeRule {
  /** Edition of the standard that it belongs to. */
  readonly edition: string;
  /** R01 to R17 of the standard, R18 of the hub; with a letter where a rule has a second, milder side. */
  readonly code: `R${string}`;
  /** E refuses the row, W accepts and flags it. */
  readonly severity: 'E' | 'W';
  /** A day, a number or nothing: what the rule compares with. */
  readonly parameter: string | null;
  readonly messageZh: string;
  readonly messageEn: string;
  readonly remedyZh: string;
  readonly remedyEn: string;
}

/**
 * The rules in force on the day, by code. A code that is not among them is not applied.
 *
 * @throws HubError CONFIG_INVALID where none is in force, or two of one code are
 */
export function intakeRules(on: string): ReadonlyMap<string, IntakeRule> {
  const inForce = new Map<string, IntakeRule>();
  for (const row of rules().rows) {
    if (!isValidOn(row, on)) continue;
    if (inForce.has(row.code)) throw broken(`Two rules ${row.code} are in force on ${on}. End one of them.`);
    inForce.set(row.code, {
      edition: row.edition,
      code: row.code as IntakeRule['code'], // checked by the row's pattern
      severity: row.severity,
      parameter: row.parameter,
      messageZh: row.message_zh,
      messageEn: row.message_en,
      remedyZh: row.remedy_zh,
      remedyEn: row.remedy_en,
    });
  }
  if (inForce.size === 0) throw broken(`No rule is in force on ${on}. Add the edition of that day.`);
  return inForce;
}

function broken(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem: `seeds/reference/intake-rules.csv: ${problem}` } });
}
