import type { ReportedRow } from '../../../subgraphs/_runtime/intake/reported-table.ts';
import {
  checkCellLength,
  checkColumns,
  checkRowLength,
  tableInvalid,
} from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import { readXml } from '../xml/read-xml.ts';
import type { XmlAttributes, XmlListener } from '../xml/xml-events.ts';
import { type CellContext, cellText } from './cell-text.ts';
import { StringItem } from './string-item.ts';

/**
 * Rows of a sheet by the sheet's own numbers, hidden ones too; cells by their references, so that what is left out or merged
 * shifts nothing.
 *
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE
 */
export async function* sheetRows(bytes: AsyncIterable<Buffer>, context: CellContext): AsyncGenerator<ReportedRow[]> {
  const sheet = new SheetListener(context);
  for await (const _ of readXml(bytes, sheet)) yield sheet.takeRows();
}

class SheetListener implements XmlListener {
  readonly #context: CellContext;
  readonly #inline = new StringItem();
  #rows: ReportedRow[] = [];
  #inData = false;
  #number = 0;
  #values: string[] = [];
  #length = 0;
  #column = -1;
  #attributes: XmlAttributes = {};
  #value = '';
  #inValue = false;

  constructor(context: CellContext) {
    this.#context = context;
  }

  takeRows(): ReportedRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  row(): number | undefined {
    return this.#number === 0 ? undefined : this.#number;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'sheetData') this.#inData = true;
    if (!this.#inData) return;
    if (name === 'row') this.#beginRow(attributes);
    else if (name === 'c') this.#beginCell(attributes);
    else if (name === 'v') this.#inValue = true;
    else this.#inline.open(name);
  }

  text(text: string): void {
    if (!this.#inData) return;
    if (this.#inValue) this.#value += text;
    else this.#inline.add(text);
    checkCellLength(this.#value.length + this.#inline.text.length, this.#number);
  }

  close(name: string): void {
    if (!this.#inData) return;
    if (name === 'row') this.#rows.push({ number: this.#number, values: this.#values });
    else if (name === 'c') this.#endCell();
    else if (name === 'v') this.#inValue = false;
    else if (name === 'sheetData') this.#inData = false;
    else this.#inline.close(name);
  }

  #beginRow({ r }: XmlAttributes): void {
    const number = r === undefined ? this.#number + 1 : rowNumber(r);
    if (!(number > this.#number)) throw tableInvalid('rows of the sheet stand in no order. Save it again.', number);
    this.#number = number;
    this.#values = [];
    this.#length = 0;
    this.#column = -1;
  }

  #beginCell(attributes: XmlAttributes): void {
    const column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
    if (!(column > this.#column))
      throw tableInvalid('cells of the row stand in no order. Save it again.', this.#number);
    this.#column = column;
    this.#attributes = attributes;
    this.#value = '';
    this.#inline.begin();
  }

  #endCell(): void {
    const { t: type = 'n', s: style = '0' } = this.#attributes;
    const raw = type === 'inlineStr' ? this.#inline.text : this.#value;
    if (raw === '') return;
    const text = cellText({ type, style: Number(style), raw }, this.#context, this.#number);
    if (text === '') return;
    checkColumns(this.#column + 1, this.#number);
    this.#length += text.length;
    checkRowLength(this.#length, this.#number);
    while (this.#values.length < this.#column) this.#values.push('');
    this.#values.push(text);
  }
}

/** Rows of a sheet end with 1,048,576. */
function rowNumber(text: string): number {
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0;
}

/** Place of the column, from 0, by a reference like AB12; -1 where it is none. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})[1-9]\d{0,6}$/.exec(reference)?.[1] ?? '';
  return [...letters].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
