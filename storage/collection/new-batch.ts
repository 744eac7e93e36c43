import type { Batch, BatchOpening } from './port.ts';
import { countsOf } from './tally.ts';

/** The batch right after its opening. */
export function newBatch(id: string, opening: BatchOpening): Batch {
  return { ...opening, id, counts: countsOf([]), chunks: 0, finishedAt: null };
}
