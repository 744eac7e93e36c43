import { chainHash } from './chain.ts';
import { HASH_ALGORITHMS, type HashAlgorithm } from './hash-algorithm.ts';
import { inclusionPath, rootOfPath } from './merkle-tree.ts';
import type { AuditReceiptPlace, ChainedEntry, SealedSegment } from './port.ts';

/** Says by itself that an entry is in a sealed segment; nothing but the segment's root need be believed. */
export interface InclusionProof {
  readonly type: 'credit-hub-inclusion-proof';
  readonly algorithm: HashAlgorithm;
  readonly seq: number;
  readonly previous: string;
  /** The entry as it was hashed. */
  readonly text: string;
  readonly hash: string;
  readonly segment: { readonly from: number; readonly to: number; readonly root: string };
  /** Hashes beside the way from the entry to the root, lowest first. */
  readonly path: readonly string[];
}

/** Proof that the entry is in the segment, whose places are all given. */
export function inclusionProof(
  entry: ChainedEntry,
  { algorithm, from, to, root }: SealedSegment,
  places: readonly AuditReceiptPlace[],
): InclusionProof {
  const { seq, previous, text, hash } = entry;
  const path = inclusionPath(
    algorithm,
    places.map((place) => place.hash),
    seq - from,
  );
  return {
    type: 'credit-hub-inclusion-proof',
    algorithm,
    seq,
    previous,
    text,
    hash,
    segment: { from, to, root },
    path,
  };
}

/** Null where the proof holds, else what is wrong with it. Takes whatever a file held. */
export function proofProblem(proof: unknown): string | null {
  if (!isProof(proof)) return 'it is no inclusion proof.';
  const { algorithm, seq, previous, text, hash, segment, path } = proof;
  if (seq < segment.from || seq > segment.to) return 'the entry is not one of the segment.';
  if (chainHash(algorithm, previous, text) !== hash) return 'the content of the entry is not what was hashed.';
  const root = rootOfPath(algorithm, hash, seq - segment.from, segment.to - segment.from + 1, path);
  return root === segment.root ? null : 'the path does not lead to the root of the segment.';
}

function isProof(value: unknown): value is InclusionProof {
  if (typeof value !== 'object' || value === null) return false;
  const { type, algorithm, seq, previous, text, hash, segment, path } = value as Partial<InclusionProof>; // cast: each is checked
  return (
    type === 'credit-hub-inclusion-proof' &&
    HASH_ALGORITHMS.some((known) => known === algorithm) &&
    [seq, segment?.from, segment?.to].every(Number.isSafeInteger) &&
    [previous, hash, segment?.root].every(isHash) &&
    typeof text === 'string' &&
    Array.isArray(path) &&
    path.every(isHash)
  );
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
