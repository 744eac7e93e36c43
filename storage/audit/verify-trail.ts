import { chainHash, genesis } from './chain.ts';
import { MerkleTree } from './merkle-tree.ts';
import type { AuditReceiptPlace, ChainedEntry, SealedSegment } from './port.ts';
import { longestTail, type SealingRule } from './sealing-rule.ts';

/** A trail as verification reads it. */
export interface TrailToVerify {
  readonly rule: SealingRule;
  /** In order. */
  readonly segments: readonly SealedSegment[];
  /** In the order in which they are kept. */
  readonly entries: AsyncIterable<ChainedEntry> | Iterable<ChainedEntry>;
  /** Number that the last entry must have. */
  readonly head: number;
  /** The first of entries that are as they were written and yet not found by what they say; null for none. */
  readonly firstHidden: (entries: readonly ChainedEntry[]) => Promise<number | null>;
  /** Entries to this number, the end of a segment, are in an archive; 0 for none. */
  readonly archivedTo: number;
  /** Places that others hold, from receipts: what they name must be there. */
  readonly anchors: readonly AuditReceiptPlace[];
}

export type TrailVerdict =
  | { readonly kind: 'sound'; readonly entries: number; readonly segments: number; readonly head: AuditReceiptPlace }
  /** `seq` is the first entry that is not as it was written. */
  | { readonly kind: 'broken'; readonly seq: number; readonly problem: string };

/** Reads a whole trail in constant memory and finds the first entry that is not as it was written, or not found by what it says. */
export async function verifyTrail(
  trail: TrailToVerify,
  onEntry: (seq: number) => void = nothing,
): Promise<TrailVerdict> {
  const looked: ChainedEntry[] = [];
  try {
    const verifier = new Verifier(trail);
    for await (const entry of trail.entries) {
      verifier.next(entry);
      looked.push(entry);
      if (looked.length === LOOKED_UP_AT_ONCE) await refuseHidden(trail, looked.splice(0));
      onEntry(entry.seq);
    }
    const verdict = verifier.end();
    await refuseHidden(trail, looked.splice(0));
    return verdict;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    // An entry before the broken one may be hidden, and is then the first.
    const hidden = looked.length === 0 ? null : await trail.firstHidden(looked);
    return hidden === null ? { kind: 'broken', seq: error.seq, problem: error.message } : hiddenAt(hidden);
  }
}

/** Entries that are looked for in the index together. */
const LOOKED_UP_AT_ONCE = 500;

/** The chain says nothing of the index by which people find what is about them. */
const HIDDEN = 'it is not found by all that it says: the index was changed.';

async function refuseHidden({ firstHidden }: TrailToVerify, entries: readonly ChainedEntry[]): Promise<void> {
  const seq = entries.length === 0 ? null : await firstHidden(entries);
  if (seq !== null) throw new Broken(seq, HIDDEN);
}

function hiddenAt(seq: number): TrailVerdict {
  return { kind: 'broken', seq, problem: HIDDEN };
}

function nothing(): void {}

/** Ends the reading at the first broken entry. */
class Broken extends Error {
  readonly seq: number;

  constructor(seq: number, problem: string) {
    super(problem);
    this.seq = seq;
  }
}

/** Holds each entry against the one before, and each segment against its entries. */
class Verifier {
  readonly #trail: TrailToVerify;
  readonly #anchors: ReadonlyMap<number, string>;
  #head: AuditReceiptPlace;
  /** Segments that the entries so far have filled. */
  #segments = 0;
  #tree: MerkleTree;

  constructor(trail: TrailToVerify) {
    this.#trail = trail;
    this.#anchors = new Map(trail.anchors.map(({ seq, hash }) => [seq, hash]));
    this.#head = genesis(trail.rule.algorithm);
    this.#tree = new MerkleTree(trail.rule.algorithm);
    while (this.#head.seq < trail.archivedTo) this.#skipSegment();
  }

  next(entry: ChainedEntry): void {
    const seq = this.#head.seq + 1;
    if (entry.seq > seq) throw new Broken(seq, 'it is missing.');
    if (entry.seq < seq) throw new Broken(entry.seq, 'it stands in the wrong place.');
    if (entry.previous !== this.#head.hash) {
      throw new Broken(seq, 'it does not follow the entry before: one of them was inserted, exchanged or changed.');
    }
    if (chainHash(this.#trail.rule.algorithm, entry.previous, entry.text) !== entry.hash) {
      throw new Broken(seq, 'its content is not what was written.');
    }
    const anchor = this.#anchors.get(seq);
    if (anchor !== undefined && anchor !== entry.hash)
      throw new Broken(seq, 'its hash is not the one that was given out.');
    this.#head = { seq, hash: entry.hash };
    this.#tree.add(entry.hash);
    const segment = this.#trail.segments[this.#segments];
    if (segment !== undefined) this.#holdAgainst(segment);
  }

  end(): TrailVerdict {
    const { seq } = this.#head;
    const last = Math.max(this.#trail.head, this.#trail.segments.at(-1)?.to ?? 0, ...this.#anchors.keys());
    if (seq < last) throw new Broken(seq + 1, `it is missing: the trail had ${last} entries.`);
    const sealedTo = this.#trail.segments.at(-1)?.to ?? 0;
    if (seq - sealedTo > longestTail(this.#trail.rule)) {
      throw new Broken(sealedTo + 1, 'its segment is missing.');
    }
    return { kind: 'sound', entries: seq - this.#trail.archivedTo, segments: this.#segments, head: this.#head };
  }

  /** Checks a segment that begins with the tree's first entry. */
  #holdAgainst(segment: SealedSegment): void {
    this.#refuseDisplaced(segment);
    if (segment.to > this.#head.seq) return;
    if (segment.head !== this.#head.hash || segment.root !== this.#tree.root()) {
      throw new Broken(segment.from, `its segment, to ${segment.to}, was sealed over other entries.`);
    }
    this.#nextSegment();
  }

  /** Passes a segment whose entries are in an archive. */
  #skipSegment(): void {
    const segment = this.#trail.segments[this.#segments];
    if (segment === undefined || segment.to > this.#trail.archivedTo) {
      throw new Broken(this.#head.seq + 1, `no segment ends with entry ${this.#trail.archivedTo}.`);
    }
    this.#refuseDisplaced(segment);
    this.#head = { seq: segment.to, hash: segment.head };
    this.#nextSegment();
  }

  #refuseDisplaced(segment: SealedSegment): void {
    const before = this.#trail.segments[this.#segments - 1]?.to ?? 0;
    const { algorithm } = this.#trail.rule;
    if (segment.from !== before + 1 || segment.to < segment.from) {
      throw new Broken(before + 1, 'its segment is missing, or stands in the wrong place.');
    }
    if (segment.algorithm !== algorithm) throw new Broken(segment.from, `its segment is not sealed with ${algorithm}.`);
  }

  #nextSegment(): void {
    this.#segments += 1;
    this.#tree = new MerkleTree(this.#trail.rule.algorithm);
  }
}
