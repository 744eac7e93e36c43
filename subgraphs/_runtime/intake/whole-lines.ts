import { checkRowLength } from './table-refusal.ts';

const LINE_FEED = 0x0a;

/** Some whole lines of a text, with their ends; only the last line of all may lack its end. */
export interface LinePiece {
  readonly bytes: Buffer;
  /** Number of the first line, from 1. */
  readonly firstLine: number;
}

/**
 * Cuts bytes where lines end. Works for every encoding in which the byte of a line feed means nothing else: UTF-8, GB18030.
 *
 * @throws HubError TABLE_TOO_LARGE as soon as a line is longer than a row may be; no more than that and the last chunk is ever held
 */
export async function* wholeLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<LinePiece> {
  let begun: Buffer[] = [];
  let length = 0;
  let firstLine = 1;
  for await (const part of bytes) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    const first = chunk.indexOf(LINE_FEED) + 1;
    checkRowLength(length + (first || chunk.length), firstLine);
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const whole = chunk.subarray(0, end);
      const piece = { bytes: begun.length === 0 ? whole : Buffer.concat([...begun, whole]), firstLine };
      yield piece;
      firstLine += linesIn(piece.bytes);
      [begun, length] = [[], 0];
    }
    if (end < chunk.length) begun.push(chunk.subarray(end));
    length += chunk.length - end;
  }
  if (length > 0) yield { bytes: Buffer.concat(begun), firstLine };
}

/** Number of the first line of the piece that is so; null where none is. */
export function firstLineThat(piece: LinePiece, isSo: (line: Buffer) => boolean): number | null {
  let number = piece.firstLine;
  for (const line of linesOf(piece.bytes)) {
    if (isSo(line)) return number;
    number += 1;
  }
  return null;
}

/** Lines with their ends. */
export function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, at) + 1 || bytes.length;
    yield bytes.subarray(at, end);
    at = end;
  }
}

function linesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
