import type { Database } from '../../embedded/database.ts';
import { entryTerms } from '../entry-terms.ts';
import { readEntry } from '../entry-text.ts';

/**
 * Entries of a block. The index tells in which blocks a term stands, and a block is read as a whole: one row for each term
 * of each entry would cost a commit more than everything else in it.
 */
export const BLOCK_ENTRIES = 128;

/** The block that an entry lies in. */
export function blockOf(seq: number): number {
  return Math.floor((seq - 1) / BLOCK_ENTRIES);
}

/** First and last number of a block. */
export function entriesOfBlock(block: number): { readonly from: number; readonly to: number } {
  return { from: block * BLOCK_ENTRIES + 1, to: (block + 1) * BLOCK_ENTRIES };
}

/** Blocks that are indexed: those before this one. The others are searched entry by entry. */
export function indexedBlocks(database: Database): number {
  return Number(database.first('SELECT max(block) AS last FROM indexed_block')?.last ?? -1) + 1;
}

/** Indexes the blocks that the entries up to `head` have filled. Call it within a transaction. */
export function indexFilledBlocks(database: Database, head: number): void {
  for (let block = indexedBlocks(database); entriesOfBlock(block).to <= head; block += 1) indexBlock(database, block);
}

function indexBlock(database: Database, block: number): void {
  const { from, to } = entriesOfBlock(block);
  const rows = database.statement('SELECT text FROM entry WHERE seq BETWEEN ? AND ?').all(from, to);
  const terms = new Set(rows.flatMap(({ text }) => entryTerms(readEntry(String(text)))));
  const add = database.statement('INSERT INTO posting VALUES (?, ?)');
  for (const term of [...terms].sort()) add.run(term, block); // in the order of the tree that they go into
  database.statement('INSERT INTO indexed_block VALUES (?)').run(block);
}
