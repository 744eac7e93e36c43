import type { BatchOpening } from './port.ts';

/** What nobody asks for by: one JSON text on every engine, so that none of them treats a value in its own way. */
type Told = Pick<BatchOpening, 'key' | 'source' | 'reportedBy'>;

export function batchText({ key, source, reportedBy }: BatchOpening): string {
  return JSON.stringify({ key, source, reportedBy });
}

export function parseBatchText(text: string): Told {
  return JSON.parse(text) as Told; // cast: written by `batchText` only
}
