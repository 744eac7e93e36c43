import type { Readable } from 'node:stream';

/**
 * Reads a body to its end; null for one longer than `maxBytes`, of which no more is read.
 */
export async function answerText(body: Readable, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += (chunk as Buffer).length; // cast: no encoding is set
    if (length > maxBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
