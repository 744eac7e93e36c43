import { isAscii, isUtf8 } from 'node:buffer';
import { tableInvalid } from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import { firstLineThat, type LinePiece, linesOf, wholeLines } from '../../../subgraphs/_runtime/intake/whole-lines.ts';
import { utf16AsUtf8 } from './utf16-as-utf8.ts';

type Encoding = 'UTF-8' | 'GB18030';

const NAMES = { 'UTF-8': 'UTF-8', GB18030: 'GB18030 (GBK)' } as const;

/** First byte of characters of three bytes in UTF-8, among them all Chinese ones. */
const THREE_BYTES = 0xe0;

/**
 * The text of a file, some whole lines at a time. The encoding is known by a byte order mark (UTF-8, UTF-16), or else by the first
 * lines that are not plain ASCII: UTF-8, or GB18030, which GBK and GB2312 are parts of.
 *
 * @throws HubError TABLE_INVALID with the line where bytes are not valid, TABLE_TOO_LARGE for a line without end
 */
export async function* textPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let encoding: Encoding | null = null;
  for await (const piece of wholeLines(utf16AsUtf8(bytes))) {
    const marked = piece.firstLine === 1 && piece.bytes.subarray(0, 3).equals(UTF8_MARK);
    encoding ??= marked ? 'UTF-8' : encodingOf(piece.bytes);
    yield decoded(marked ? { ...piece, bytes: piece.bytes.subarray(UTF8_MARK.length) } : piece, encoding ?? 'UTF-8');
  }
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The encoding that these lines tell; null where all is ASCII. Lines vote, so that one broken line does not turn the others. */
function encodingOf(bytes: Buffer): Encoding | null {
  if (isAscii(bytes)) return null;
  let [utf8, other] = [0, 0];
  for (const line of linesOf(bytes)) {
    if (!isUtf8(line)) other += 1;
    else if (line.some((byte) => byte >= THREE_BYTES)) utf8 += 1;
  }
  return utf8 > 0 && utf8 >= other ? 'UTF-8' : 'GB18030';
}

function decoded(piece: LinePiece, encoding: Encoding): string {
  const text = decode(piece.bytes, encoding);
  if (text === null) {
    const line = firstLineThat(piece, (bytes) => decode(bytes, encoding) === null);
    const problem = `it holds bytes that are not ${NAMES[encoding]}, which the file seems to be in. Save it as UTF-8.`;
    throw tableInvalid(problem, line ?? piece.firstLine);
  }
  if (text.includes('\0')) {
    const line = firstLineThat(piece, (bytes) => bytes.includes(0));
    throw tableInvalid('it holds NUL bytes, so it is no text.', line ?? piece.firstLine);
  }
  return text;
}

function decode(bytes: Buffer, encoding: Encoding): string | null {
  if (encoding === 'UTF-8') return isUtf8(bytes) ? bytes.toString() : null;
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
