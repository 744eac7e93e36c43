import { type HashAlgorithm, taggedHash } from './hash-algorithm.ts';

/** A subtree that is full: 2^height leaves. */
interface Subtree {
  readonly height: number;
  readonly hash: string;
}

/** The Merkle tree of RFC 6962 §2.1 over hashes that come one by one; it holds a hash per level, not per leaf. */
export class MerkleTree {
  readonly #algorithm: HashAlgorithm;
  /** From left to right, each smaller than the one before. */
  readonly #subtrees: Subtree[] = [];

  constructor(algorithm: HashAlgorithm) {
    this.#algorithm = algorithm;
  }

  /** @param content hexadecimal hash that the next leaf is made of */
  add(content: string): void {
    let subtree: Subtree = { height: 0, hash: leafHash(this.#algorithm, content) };
    for (let last = this.#subtrees.at(-1); last?.height === subtree.height; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      subtree = { height: subtree.height + 1, hash: nodeHash(this.#algorithm, last.hash, subtree.hash) };
    }
    this.#subtrees.push(subtree);
  }

  /** Root over all leaves so far; an empty text for none. */
  root(): string {
    return this.#subtrees.reduceRight(
      (right, { hash }) => (right === '' ? hash : nodeHash(this.#algorithm, hash, right)),
      '',
    );
  }
}

/** Root over the contents, in order. */
export function merkleRoot(algorithm: HashAlgorithm, contents: readonly string[]): string {
  const tree = new MerkleTree(algorithm);
  for (const content of contents) tree.add(content);
  return tree.root();
}

/** Hashes beside the way from leaf `index` to the root, lowest first (RFC 6962 §2.1.1). */
export function inclusionPath(algorithm: HashAlgorithm, contents: readonly string[], index: number): readonly string[] {
  if (contents.length <= 1) return [];
  const split = largestPowerBelow(contents.length);
  const [left, right] = [contents.slice(0, split), contents.slice(split)];
  return index < split
    ? [...inclusionPath(algorithm, left, index), merkleRoot(algorithm, right)]
    : [...inclusionPath(algorithm, right, index - split), merkleRoot(algorithm, left)];
}

/** The root that leaf `index` of a tree of `size` leaves has with this path; null where the path is of no such leaf. */
export function rootOfPath(
  algorithm: HashAlgorithm,
  content: string,
  index: number,
  size: number,
  path: readonly string[],
): string | null {
  const sides = sidesOf(index, size);
  if (sides.length !== path.length) return null;
  return path.reduce(
    (below, beside, level) =>
      sides[level] === 'right' ? nodeHash(algorithm, below, beside) : nodeHash(algorithm, beside, below),
    leafHash(algorithm, content),
  );
}

/** On which side of the way the neighbour stands at each level, lowest first. */
function sidesOf(index: number, size: number): readonly ('left' | 'right')[] {
  if (size <= 1) return [];
  const split = largestPowerBelow(size);
  return index < split ? [...sidesOf(index, split), 'right'] : [...sidesOf(index - split, size - split), 'left'];
}

/** The largest power of two that is smaller than the number, which is at least 2. */
function largestPowerBelow(size: number): number {
  return 2 ** (31 - Math.clz32(size - 1));
}

function leafHash(algorithm: HashAlgorithm, content: string): string {
  return taggedHash(algorithm, 'leaf', Buffer.from(content, 'hex'));
}

function nodeHash(algorithm: HashAlgorithm, left: string, right: string): string {
  return taggedHash(algorithm, 'node', Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
}
