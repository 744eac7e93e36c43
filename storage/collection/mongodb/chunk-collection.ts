import { CALL } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import { type MonthTally, monthFigures } from '../month-figures.ts';
import type { Batch, Chunk, MonthFigure, MonthFilter } from '../port.ts';
import { type ProblemChunk, problemsText, rowRange } from '../problem-page.ts';
import { countsOf, type Tally, tallies } from '../tally.ts';
import type { Collections } from './collections.ts';
import { inMonths } from './month-filter.ts';

/** Chunks whose problems one answer of the server holds: most pages need no more than two. */
const PROBLEM_CHUNKS = 2;

/**
 * Chunks of batches, and the sums over them. They are added up here: FerretDB 1.24 loses all other fields when it unwinds an
 * array.
 */
export class ChunkCollection {
  readonly #chunks: Collections['chunks'];

  constructor({ chunks }: Collections) {
    this.#chunks = chunks;
  }

  /** False where the number is taken. */
  save(batchId: string, { department, item }: Pick<Batch, 'department' | 'item'>, chunk: Chunk): Promise<boolean> {
    const { number, at, month, counts, problems, digest } = chunk;
    const [firstRow, lastRow] = rowRange(problems);
    return insertOnce(this.#chunks, {
      _id: `${batchId}/${number}`,
      batchId,
      number,
      department,
      item,
      month,
      at,
      tallies: tallies(counts),
      firstRow,
      lastRow,
      problems: problemsText(problems),
      digest,
    });
  }

  async digests(batchId: string): Promise<ReadonlyMap<number, string>> {
    const options = { ...CALL, projection: { _id: 0, number: 1, digest: 1 } } as const;
    const digests = new Map<number, string>();
    for await (const { number, digest } of this.#chunks.find({ batchId }, options)) {
      if (digest != null) digests.set(number, digest);
    }
    return digests;
  }

  /** Over the chunks of each batch, in the order of the ids. */
  async sums(batchIds: readonly string[]): Promise<readonly Pick<Batch, 'counts' | 'chunks'>[]> {
    const found = new Map(batchIds.map((id) => [id, { chunks: 0, parts: [] as Tally[] }]));
    const options = { ...CALL, projection: { _id: 0, batchId: 1, tallies: 1 } } as const;
    for await (const { batchId, tallies } of this.#chunks.find({ batchId: { $in: [...batchIds] } }, options)) {
      const batch = found.get(batchId);
      if (batch === undefined) continue;
      batch.chunks += 1;
      batch.parts.push(...tallies);
    }
    return [...found.values()].map(({ chunks, parts }) => ({ chunks, counts: countsOf(parts) }));
  }

  async figures(filter: MonthFilter): Promise<readonly MonthFigure[]> {
    const options = { ...CALL, projection: { _id: 0, department: 1, item: 1, month: 1, tallies: 1 } } as const;
    const parts: MonthTally[] = [];
    for await (const { tallies, ...place } of this.#chunks.find(inMonths(filter), options)) {
      for (const tally of tallies) parts.push({ ...place, ...tally });
    }
    return monthFigures(parts);
  }

  /** Those with problems after the row, in the order of their first rows; most are read only when they are reached. */
  async *problems(batchId: string, after: number): AsyncGenerator<ProblemChunk> {
    const options = { ...CALL, sort: { firstRow: 1, number: 1 }, batchSize: PROBLEM_CHUNKS } as const;
    for await (const { firstRow, problems } of this.#chunks.find({ batchId, lastRow: { $gt: after } }, options)) {
      if (firstRow !== null && problems !== null) yield { firstRow, text: problems };
    }
  }
}
