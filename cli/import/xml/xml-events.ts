import { SaxesParser } from 'saxes';
import { MAX_ROW_LENGTH } from '../../../subgraphs/_runtime/intake/table-limits.ts';
import { tableInvalid, tableTooLarge } from '../../../subgraphs/_runtime/intake/table-refusal.ts';

/** Elements within elements. A workbook has less than twenty levels. */
const MAX_DEPTH = 64;

export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told while XML is read. Names come without their prefixes. */
export interface XmlListener {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  /** A text, or a part of it. */
  text(text: string): void;
  /** The row that is read, for messages; undefined before the first. */
  row(): number | undefined;
}

/**
 * Reads XML as it comes. Document types are refused, so that there are no entities of the document's own, neither growing nor
 * external ones; the parser fetches nothing.
 *
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE. The parser's own words quote the document, so they are not told on.
 */
export class XmlEvents {
  readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  readonly #listener: XmlListener;
  #depth = 0;
  /** Characters since the last event: a text, a tag or a comment that has not ended yet is held in memory. */
  #held = 0;

  constructor(listener: XmlListener) {
    this.#listener = listener;
    const parser = this.#parser;
    parser.on('error', () => {
      throw tableInvalid('it is no well-formed XML, or it is cut off.', listener.row());
    });
    parser.on('doctype', () => {
      throw tableInvalid('it has a document type (<!DOCTYPE>). Leave it out.');
    });
    parser.on('opentag', ({ name, attributes }) => this.#opened(name, attributes));
    parser.on('closetag', ({ name }) => this.#closed(name));
    parser.on('text', (text) => this.#told(text));
    parser.on('cdata', (text) => this.#told(text));
  }

  write(text: string): void {
    this.#held += text.length;
    this.#parser.write(text);
    if (this.#held > MAX_ROW_LENGTH) {
      throw tableTooLarge(`it has a text or a tag of more than ${MAX_ROW_LENGTH} characters.`, this.#listener.row());
    }
  }

  /** The document has to be complete here. */
  end(): void {
    this.#parser.close();
  }

  #opened(name: string, attributes: XmlAttributes): void {
    this.#held = 0;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw tableTooLarge(`it has more than ${MAX_DEPTH} levels of elements.`);
    this.#listener.open(localName(name), attributes);
  }

  #closed(name: string): void {
    this.#held = 0;
    this.#depth -= 1;
    this.#listener.close(localName(name));
  }

  #told(text: string): void {
    this.#held = 0;
    this.#listener.text(text);
  }
}

/** A name without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
