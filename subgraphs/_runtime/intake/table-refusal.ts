import { HubError } from '../../../schema/errors.ts';
import { MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROW_LENGTH } from './table-limits.ts';

/**
 * The table is not what it should be.
 *
 * @param problem what is wrong and what to do, without any cell's text
 * @param row where, as people count it; absent where it is about the whole
 */
export function tableInvalid(problem: string, row?: number): HubError {
  return new HubError('TABLE_INVALID', { details: placed(problem, row) });
}

/** The table exceeds a limit. */
export function tableTooLarge(problem: string, row?: number): HubError {
  return new HubError('TABLE_TOO_LARGE', { details: placed(problem, row) });
}

/** @throws HubError TABLE_TOO_LARGE where the row has more characters than a row may have */
export function checkRowLength(length: number, row?: number): void {
  if (length > MAX_ROW_LENGTH) throw tableTooLarge(`it is longer than ${MAX_ROW_LENGTH} bytes.`, row);
}

/** @throws HubError TABLE_TOO_LARGE where the cell has more characters than a cell may have */
export function checkCellLength(length: number, row?: number): void {
  if (length > MAX_CELL_LENGTH) throw tableTooLarge(`it has a cell of more than ${MAX_CELL_LENGTH} characters.`, row);
}

/** @throws HubError TABLE_TOO_LARGE where there are more columns than there may be */
export function checkColumns(count: number, row?: number): void {
  if (count > MAX_COLUMNS) throw tableTooLarge(`it has more than ${MAX_COLUMNS} columns.`, row);
}

/** What a file can say and no text holds: NUL, and halves of a surrogate pair. */
const NO_TEXT = /[\0\p{Surrogate}]/u;

/** @throws HubError TABLE_INVALID where the cell holds what no text holds */
export function checkCharacters(text: string, row: number): void {
  if (NO_TEXT.test(text)) throw tableInvalid('it holds NUL or half characters.', row);
}

function placed(problem: string, row: number | undefined) {
  return row === undefined ? { problem } : { problem: `row ${row}: ${problem}`, row };
}
