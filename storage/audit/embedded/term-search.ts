import type { Database, SqlValue } from '../../embedded/database.ts';
import { queryTerms } from '../entry-terms.ts';
import type { AuditQuery } from '../port.ts';
import { blockOf, entriesOfBlock, indexedBlocks } from './term-index.ts';

/** Numbers of entries, both included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** Blocks that one look into the index brings. */
const LOOK = 64;

/** Ranges that hold every entry within `bounds` that has all terms of the query, latest first, none twice. */
export function* rangesWithTerms(database: Database, query: AuditQuery, bounds: SeqRange): Generator<SeqRange> {
  const indexed = indexedBlocks(database);
  const unindexed = { from: Math.max(bounds.from, entriesOfBlock(indexed).from), to: bounds.to };
  if (unindexed.from <= unindexed.to) yield unindexed;
  const first = blockOf(bounds.from);
  for (let next = Math.min(indexed - 1, blockOf(bounds.to)); next >= first; ) {
    const blocks = blocksWithTerms(database, query, first, next);
    for (const block of blocks) yield within(entriesOfBlock(block), bounds);
    if (blocks.length < LOOK) return;
    next = (blocks.at(-1) ?? first) - 1;
  }
}

/** Indexed blocks from `first` to `last` in which all terms stand, latest first, up to `LOOK` of them. */
function blocksWithTerms(database: Database, query: AuditQuery, first: number, last: number): readonly number[] {
  const [walked, ...others] = queryTerms(query);
  const source = walked === undefined ? 'indexed_block AS walked' : 'posting AS walked';
  const lookedInto = 'AND EXISTS (SELECT 1 FROM posting WHERE term = ? AND block = walked.block)';
  const sql = `
    SELECT block FROM ${source} WHERE ${walked === undefined ? '' : 'term = ? AND'} block BETWEEN ? AND ?
    ${others.map(() => lookedInto).join(' ')} ORDER BY block DESC LIMIT ${LOOK}`;
  const values: readonly SqlValue[] = [...(walked === undefined ? [] : [walked]), first, last, ...others];
  return database
    .statement(sql)
    .all(...values)
    .map(({ block }) => Number(block));
}

function within(range: SeqRange, bounds: SeqRange): SeqRange {
  return { from: Math.max(range.from, bounds.from), to: Math.min(range.to, bounds.to) };
}
