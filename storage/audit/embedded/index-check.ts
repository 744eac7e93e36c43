import type { Database } from '../../embedded/database.ts';
import { entryTerms } from '../entry-terms.ts';
import type { ChainedEntry } from '../port.ts';
import { hourOf } from '../usage.ts';
import { blockOf, indexedBlocks } from './term-index.ts';

/** Whether what narrows a search, the index of terms and the table of hours, leads to the entry by all that it says. */
export function isIndexed(database: Database, entry: ChainedEntry): boolean {
  return isFoundByTime(database, entry) && isFoundByTerms(database, entry);
}

function isFoundByTime(database: Database, { seq, entry }: ChainedEntry): boolean {
  const hour = database.statement('SELECT 1 FROM hour WHERE hour = ? AND first <= ? AND last >= ?');
  const time = database.statement('SELECT 1 FROM entry WHERE seq = ? AND at = ?');
  return hour.all(hourOf(entry.at), seq, seq).length > 0 && time.all(seq, entry.at).length > 0;
}

/** What lies in no indexed block is searched entry by entry. */
function isFoundByTerms(database: Database, { seq, entry }: ChainedEntry): boolean {
  const block = blockOf(seq);
  if (block >= indexedBlocks(database)) return true;
  const isThere = database.statement('SELECT 1 FROM indexed_block WHERE block = ?');
  const posting = database.statement('SELECT 1 FROM posting WHERE term = ? AND block = ?');
  return isThere.all(block).length > 0 && entryTerms(entry).every((term) => posting.all(term, block).length > 0);
}
