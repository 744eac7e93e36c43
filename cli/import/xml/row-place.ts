import { checkColumns, tableInvalid, tableTooLarge } from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import type { XmlListener } from './xml-events.ts';

/** Places of elements that may be rows; an exchange package has two or three. */
const MAX_PLACES = 64;

/** Where the rows of a document stand, and what they hold. */
export interface RowPlace {
  /** Names of the elements from the root down to the row, joined by "/". */
  readonly path: string;
  /** Names of all children that any row has, in the order in which they were met. */
  readonly header: readonly string[];
}

interface Survey {
  readonly header: Set<string>;
  count: number;
}

/** An open element: the names of its children as long as they have no children themselves. */
interface OpenElement {
  readonly name: string;
  children: Set<string> | null;
}

/** Reads a document for the places of its rows: elements below the root whose children hold texts only. */
export class RowPlaces implements XmlListener {
  readonly #places = new Map<string, Survey>();
  readonly #open: OpenElement[] = [];
  #last: Survey | undefined;

  open(name: string): void {
    this.#open.push({ name, children: new Set() });
  }

  text(): void {}

  close(name: string): void {
    const element = this.#open.pop();
    const parent = this.#open.at(-1);
    if (element === undefined || parent === undefined) return;
    const isLeaf = element.children?.size === 0;
    if (!isLeaf) {
      parent.children = null;
      if (element.children !== null) this.#found(name, element.children);
    }
    parent.children?.add(name);
    if (this.#open.length > 1) checkColumns(parent.children?.size ?? 0, this.row());
  }

  row(): number {
    return (this.#last?.count ?? 0) + 1;
  }

  /**
   * The place whose children have most names that are headings: a package's header is no row.
   *
   * @throws HubError TABLE_INVALID where no place has any
   */
  best(isHeading: (text: string) => boolean): RowPlace {
    let best = { path: '', header: new Set<string>(), headings: 0 };
    for (const [path, { header }] of this.#places) {
      const headings = [...header].filter(isHeading).length;
      if (headings > best.headings) best = { path, header, headings };
    }
    if (best.headings === 0) {
      throw tableInvalid('it holds no list of elements whose children are named by headings of a catalogue item.');
    }
    return { path: best.path, header: [...best.header] };
  }

  #found(name: string, children: ReadonlySet<string>): void {
    const path = [...this.#open.map((element) => element.name), name].join('/');
    const place = this.#places.get(path) ?? { header: new Set<string>(), count: 0 };
    this.#places.set(path, place);
    if (this.#places.size > MAX_PLACES) throw tableTooLarge(`it has more than ${MAX_PLACES} kinds of rows.`);
    this.#last = place;
    for (const child of children) place.header.add(child);
    checkColumns(place.header.size, this.row());
    place.count += 1;
  }
}
