import type { Readable } from 'node:stream';

const END_OF_LINE = 0x0a;

/**
 * The lines of a body, as they come; what stands behind the last end of a line is none. Ends with null in place of a line that is
 * longer than `maxBytes`, and reads no more.
 */
export async function* linesOf(body: Readable, maxBytes: number): AsyncGenerator<Buffer | null> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    const chunk = part as Buffer; // cast: no encoding is set
    let from = 0;
    for (let end = chunk.indexOf(END_OF_LINE); end >= 0; end = chunk.indexOf(END_OF_LINE, from)) {
      const rest = chunk.subarray(from, end);
      yield begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
      begun = [];
      length = 0;
      from = end + 1;
    }
    begun.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > maxBytes) {
      yield null;
      return;
    }
  }
}
