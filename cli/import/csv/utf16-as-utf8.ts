import { tableInvalid } from '../../../subgraphs/_runtime/intake/table-refusal.ts';

type ByteOrder = 'little' | 'big';

/**
 * Turns a text with a UTF-16 byte order mark, as Excel's "Unicode text" has, into UTF-8. Any other stays as it is.
 *
 * @throws HubError TABLE_INVALID with the line of half a character
 */
export async function* utf16AsUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let order: ByteOrder | null | undefined;
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const part of bytes) {
    const chunk = rest.length === 0 ? part : Buffer.concat([rest, part]);
    if (order === undefined) {
      if (chunk.length < 2) {
        rest = chunk;
        continue;
      }
      order = byteOrderOf(chunk);
    }
    if (order === null) {
      rest = Buffer.alloc(0);
      yield chunk;
      continue;
    }
    const end = wholeCharacters(chunk, order);
    rest = chunk.subarray(end);
    const text = textOf(chunk.subarray(0, end), order, line);
    line += text.split('\n').length - 1;
    yield Buffer.from(text);
  }
  if (order != null && rest.length > 0) throw halfCharacter(line);
  yield rest;
}

function byteOrderOf(chunk: Buffer): ByteOrder | null {
  const mark = chunk.readUInt16BE(0);
  if (mark === 0xfffe) return 'little';
  return mark === 0xfeff ? 'big' : null;
}

/** End of the last whole character: neither half a unit nor half a pair of units is left over. */
function wholeCharacters(chunk: Buffer, order: ByteOrder): number {
  const end = chunk.length - (chunk.length % 2);
  const high = chunk[order === 'little' ? end - 1 : end - 2] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? end - 2 : end;
}

/** The mark at the beginning becomes UTF-8's, which tells the encoding to whoever reads on. */
function textOf(bytes: Buffer, order: ByteOrder, line: number): string {
  const text = (order === 'little' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le');
  const half = text.search(/\p{Surrogate}/u);
  if (half >= 0) throw halfCharacter(line + text.slice(0, half).split('\n').length - 1);
  return text;
}

function halfCharacter(line: number) {
  return tableInvalid('it holds half a character of UTF-16.', line);
}
