import type { ReportedRow } from '../../../subgraphs/_runtime/intake/reported-table.ts';
import { checkCellLength, checkRowLength, tableInvalid } from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import type { RowPlace } from './row-place.ts';
import type { XmlListener } from './xml-events.ts';

/** Reads the rows at one place of a document, numbered by their place in the list. */
export class XmlRows implements XmlListener {
  readonly #path: string;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #open: string[] = [];
  /** Elements from the root to a row. */
  readonly #rowDepth: number;
  #number = 0;
  /** Cells of the open row; null outside. */
  #cells: (string | undefined)[] | null = null;
  #length = 0;
  #text = '';
  #rows: ReportedRow[] = [];

  constructor({ path, header }: RowPlace) {
    this.#path = path;
    this.#columns = new Map(header.map((name, column) => [name, column]));
    this.#rowDepth = path.split('/').length;
  }

  /** Rows that have ended since the last time. */
  takeRows(): ReportedRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  row(): number | undefined {
    return this.#number === 0 ? undefined : this.#number;
  }

  open(name: string): void {
    this.#open.push(name);
    const below = this.#open.length - this.#rowDepth;
    if (below === 0 && this.#open.join('/') === this.#path) this.#begin();
    else if (this.#cells !== null && below === 1) this.#text = '';
    else if (this.#cells !== null) throw tableInvalid('one of its elements holds further elements.', this.#number);
  }

  text(text: string): void {
    if (this.#cells === null) return;
    if (this.#open.length > this.#rowDepth) {
      this.#text += text;
      checkCellLength(this.#text.length, this.#number);
    } else if (text.trim() !== '') throw tableInvalid('it holds text between its elements.', this.#number);
  }

  close(name: string): void {
    const below = this.#open.length - this.#rowDepth;
    this.#open.pop();
    if (this.#cells === null) return;
    if (below === 1) this.#put(this.#cells, name);
    else this.#end(this.#cells);
  }

  #begin(): void {
    this.#number += 1;
    this.#cells = new Array<undefined>(this.#columns.size).fill(undefined);
    this.#length = 0;
  }

  #put(cells: (string | undefined)[], name: string): void {
    const column = this.#columns.get(name);
    // Names were gathered from the whole file before.
    if (column === undefined) throw tableInvalid('the file has changed while it was read.', this.#number);
    if (cells[column] !== undefined) throw tableInvalid('one of its elements stands there twice.', this.#number);
    this.#length += this.#text.length;
    checkRowLength(this.#length, this.#number);
    cells[column] = this.#text;
  }

  #end(cells: readonly (string | undefined)[]): void {
    this.#cells = null;
    if (cells.some((text) => text?.trim())) {
      this.#rows.push({ number: this.#number, values: cells.map((text) => text ?? '') });
    }
  }
}
