import { type ChainedText, chained, withEntry } from '../chain.ts';
import { entryTerms } from '../entry-terms.ts';
import { readEntry } from '../entry-text.ts';
import type { HashAlgorithm } from '../hash-algorithm.ts';
import type { AuditReceiptPlace, ChainedEntry } from '../port.ts';
import { type CommitDocument, seqKey } from './trail-collections.ts';

/** The texts as the commit that follows `head`. */
export function commitAfter(
  algorithm: HashAlgorithm,
  head: AuditReceiptPlace,
  texts: readonly string[],
): CommitDocument {
  const links = chained(algorithm, head, texts);
  const entries = texts.map(readEntry);
  const times = entries.map(({ at }) => at).sort();
  return {
    _id: seqKey(head.seq + 1),
    firstSeq: head.seq + 1,
    lastSeq: head.seq + links.length,
    head: links.at(-1)?.hash ?? head.hash,
    entries: links.map(({ hash, previous, text }) => ({ hash, previous, text })),
    terms: [...new Set(entries.flatMap(entryTerms))],
    firstAt: times[0] ?? '',
    lastAt: times.at(-1) ?? '',
    pending: true,
  };
}

/** Entries of a commit, in order. */
export function entriesOf({
  firstSeq,
  entries,
}: Pick<CommitDocument, 'firstSeq' | 'entries'>): readonly ChainedEntry[] {
  return entries.map((entry, index) => withEntry({ seq: firstSeq + index, ...entry } satisfies ChainedText));
}
