import { readEntry } from './entry-text.ts';
import { type HashAlgorithm, taggedHash } from './hash-algorithm.ts';
import type { AuditReceiptPlace, ChainedEntry } from './port.ts';

/** An entry in the chain as stores keep it. */
export type ChainedText = Omit<ChainedEntry, 'entry'>;

/** What entry 1 follows. It states the algorithm, so that a chain cannot be read as one of another. */
export function genesis(algorithm: HashAlgorithm): AuditReceiptPlace {
  return { seq: 0, hash: taggedHash(algorithm, 'genesis', `credit-hub audit trail, format 1, ${algorithm}`) };
}

/** Hash of an entry that follows the one with the hash `previous`. */
export function chainHash(algorithm: HashAlgorithm, previous: string, text: string): string {
  return taggedHash(algorithm, 'entry', Buffer.from(previous, 'hex'), text);
}

/** The texts as the entries that follow `head`. */
export function chained(
  algorithm: HashAlgorithm,
  head: AuditReceiptPlace,
  texts: readonly string[],
): readonly ChainedText[] {
  let previous = head.hash;
  return texts.map((text, index) => {
    const link = { seq: head.seq + index + 1, hash: chainHash(algorithm, previous, text), previous, text };
    previous = link.hash;
    return link;
  });
}

/** With the entry that the text says. */
export function withEntry(chainedText: ChainedText): ChainedEntry {
  return { ...chainedText, entry: readEntry(chainedText.text) };
}
