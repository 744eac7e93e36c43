import type { HashAlgorithm } from './hash-algorithm.ts';
import { merkleRoot } from './merkle-tree.ts';
import type { AuditReceiptPlace, SealedSegment } from './port.ts';

/** How a trail is kept, fixed when it is made. */
export interface SealingRule {
  readonly algorithm: HashAlgorithm;
  /** Entries of a segment that is sealed by itself. */
  readonly segmentEntries: number;
}

export const DEFAULT_SEGMENT_ENTRIES = 1_024;

/** No commit holds more entries. */
export const MAX_COMMIT_ENTRIES = 512;

/** More entries than this never follow the last segment: each commit seals what is due before the next one. */
export function longestTail({ segmentEntries }: SealingRule): number {
  return segmentEntries + MAX_COMMIT_ENTRIES;
}

/**
 * The next segment that is due.
 *
 * @param sealedTo number of the last sealed entry
 * @param head number of the last entry
 */
export function dueSegment(
  { segmentEntries }: SealingRule,
  sealedTo: number,
  head: number,
): { readonly from: number; readonly to: number } | null {
  const to = sealedTo + segmentEntries;
  return to <= head ? { from: sealedTo + 1, to } : null;
}

/** The segment of these entries, which are all from the first to the last. */
export function sealed(algorithm: HashAlgorithm, places: readonly AuditReceiptPlace[]): SealedSegment | null {
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return null;
  const root = merkleRoot(
    algorithm,
    places.map(({ hash }) => hash),
  );
  return { from: first.seq, to: last.seq, root, algorithm, head: last.hash };
}
