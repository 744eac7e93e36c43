import { TextDecoder } from 'node:util';
import { tableInvalid } from '../../../subgraphs/_runtime/intake/table-refusal.ts';

/** Encodings by the names that XML documents give them. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
};

/** Bytes in which the XML declaration ends, if there is one. */
const DECLARATION_BYTES = 256;

/**
 * The text of an XML document: UTF-16 by its byte order mark, else as the XML declaration says, else UTF-8.
 *
 * @param row the row that is read, for messages
 * @throws HubError TABLE_INVALID for an encoding that is not read, and for bytes that are not valid in it
 */
export async function* xmlText(bytes: AsyncIterable<Buffer>, row: () => number | undefined): AsyncGenerator<string> {
  let head: Buffer = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  for await (const chunk of bytes) {
    head = decoder === null ? Buffer.concat([head, chunk]) : chunk;
    if (head.length < DECLARATION_BYTES && decoder === null) continue;
    decoder ??= new TextDecoder(encodingOf(head), { fatal: true });
    yield decoded(() => decoder?.decode(head, { stream: true }), row);
  }
  const rest = decoder === null ? head : Buffer.alloc(0);
  decoder ??= new TextDecoder(encodingOf(head), { fatal: true });
  yield decoded(() => decoder?.decode(rest), row);
}

function decoded(decode: () => string | undefined, row: () => number | undefined): string {
  try {
    return decode() ?? '';
  } catch {
    throw tableInvalid('it holds bytes that are not valid in its encoding.', row());
  }
}

function encodingOf(head: Buffer): string {
  const mark = head.toString('latin1', 0, 2);
  if (mark === '\xff\xfe') return 'utf-16le';
  if (mark === '\xfe\xff') return 'utf-16be';
  const declaration = /^(?:\xef\xbb\xbf)?<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"'>]*)/.exec(
    head.toString('latin1', 0, DECLARATION_BYTES),
  );
  const encoding = declaration?.[1] === undefined ? 'utf-8' : ENCODINGS[declaration[1].toLowerCase()];
  if (encoding === undefined) throw tableInvalid('its encoding is not read. Save it as UTF-8.');
  return encoding;
}
