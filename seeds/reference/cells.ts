import { z } from 'zod';
import { isIsoDate } from '../../schema/iso-date.ts';

/**
 * How the cells of the reference tables are written. A cell is text; these parsers turn it into a value and say in a
 * sentence what was expected.
 */

/** Text that is not empty. */
export const text = z.string().min(1, 'It is empty.');

/** A code in UPPER_SNAKE_CASE. */
export const upperCode = z.string().regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, 'It is not a code in UPPER_SNAKE_CASE.');

/** A code in kebab-case, as departments and other bodies have. */
export const bodyCode = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'It is not a code in kebab-case.');

/** `yes` or `no`. */
export const yesNo = z.enum(['yes', 'no'], 'It is neither yes nor no.').transform((value) => value === 'yes');

/** A day, YYYY-MM-DD. */
export const day = z.string().refine(isIsoDate, 'It is not a day of the calendar, written YYYY-MM-DD.');

/** A month, YYYY-MM. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'It is not a month, written YYYY-MM.');

/** A whole number from zero. */
export const count = z
  .string()
  .regex(/^(0|[1-9]\d{0,5})$/, 'It is not a whole number from 0.')
  .transform(Number);

/** Nothing in the cell is null. */
export function optional<Cell extends z.ZodType>(cell: Cell) {
  return z.preprocess((value) => (value === '' ? null : value), cell.nullable());
}

/** Several values with semicolons between them; nothing in the cell is none. */
export function listOf<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .string()
    .transform((cell) => (cell === '' ? [] : cell.split(';')))
    .pipe(z.array(item))
    .readonly();
}

/** At least one value, with semicolons between them. */
export function someOf<Item extends z.ZodType<unknown, string>>(item: Item) {
  return listOf(item).refine((items) => items.length > 0, 'It names none; at least one is needed.');
}

/** Kinds of credit subject, as in the graph's SubjectKind. */
export const subjectKind = z.enum(['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'], 'It is not a kind of subject.');

/** Kind of credit subject. */
export type SubjectKind = z.output<typeof subjectKind>;

/**
 * The two columns that each fact carries. `verified` is yes when every fact of the row was compared with the text of
 * the source or a public copy of it, and no while one of them rests on memory; `source` names the document.
 */
export const provenance = { verified: yesNo, source: text };
