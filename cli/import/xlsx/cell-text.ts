import { numberText } from '../../../subgraphs/_runtime/intake/number-text.ts';
import { checkCharacters, tableInvalid } from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import type { CellStyles } from './cell-styles.ts';
import { serialDate } from './serial-date.ts';
import { unescapedText } from './string-item.ts';

/** What the cells of a sheet refer to. */
export interface CellContext {
  readonly sharedStrings: readonly string[];
  readonly styles: CellStyles;
  readonly from1904: boolean;
}

/** A cell as it stands in the sheet (ECMA-376 part 1, 18.3.1.4). */
export interface SheetCell {
  /** Attribute "t"; absent for numbers. */
  readonly type: string;
  readonly style: number;
  /** Text of its value, or of its inline string. */
  readonly raw: string;
}

/**
 * What people see in the cell, apart from how it is rounded and coloured: results of formulas as they were stored, dates as ISO
 * text, errors by their names (#N/A).
 *
 * @throws HubError TABLE_INVALID where it refers to nothing
 */
export function cellText(cell: SheetCell, context: CellContext, row: number): string {
  const text = textOf(cell, context, row);
  checkCharacters(text, row);
  return text;
}

function textOf({ type, style, raw }: SheetCell, context: CellContext, row: number): string {
  switch (type) {
    case 's':
      return sharedString(raw, context, row);
    case 'b':
      return raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE';
    case 'd':
      return raw.replace(/T00:00:00(?:\.0+)?Z?$/, '');
    case 'str':
    case 'inlineStr':
      return unescapedText(raw);
    case 'e':
      return raw;
    default:
      return numberOrDate(raw, context.styles[style] ?? null, context.from1904);
  }
}

function sharedString(raw: string, { sharedStrings }: CellContext, row: number): string {
  const text = /^\d{1,9}$/.test(raw) ? sharedStrings[Number(raw)] : undefined;
  if (text === undefined) throw tableInvalid('a cell refers to a text that the workbook lacks.', row);
  return text;
}

function numberOrDate(raw: string, format: CellContext['styles'][number], from1904: boolean): string {
  const number = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(number)) return raw;
  return (format === null ? null : serialDate(number, format, from1904)) ?? numberText(number);
}
