import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chained, genesis, withEntry } from '../../../storage/audit/chain.ts';
import { entryText } from '../../../storage/audit/entry-text.ts';
import { type InclusionProof, inclusionProof, proofProblem } from '../../../storage/audit/inclusion-proof.ts';
import { inclusionPath, merkleRoot, rootOfPath } from '../../../storage/audit/merkle-tree.ts';
import type { ChainedEntry, SealedSegment } from '../../../storage/audit/port.ts';
import { sealed } from '../../../storage/audit/sealing-rule.ts';
import { auditEntries } from './trail-fixtures.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const contents = fc.array(
  fc.nat().map((n) => hashOf(String(n))),
  { minLength: 1, maxLength: 40 },
);

/** The root as RFC 6962 §2.1 defines it, word for word. */
function definedRoot(leaves: readonly string[]): string {
  const sha256 = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  const tree = (part: readonly string[]): Buffer => {
    if (part.length === 1) return sha256(Buffer.of(0), Buffer.from(part[0] ?? '', 'hex'));
    let k = 1;
    while (k * 2 < part.length) k *= 2;
    return sha256(Buffer.of(1), tree(part.slice(0, k)), tree(part.slice(k)));
  };
  return tree(leaves).toString('hex');
}

describe('a Merkle tree', () => {
  test('has the root that RFC 6962 defines, whatever the number of its leaves', () => {
    fc.assert(fc.property(contents, (leaves) => expect(merkleRoot('sha256', leaves)).toBe(definedRoot(leaves))));
  });

  test('has a path from each leaf to the root, and from no other leaf along it', () => {
    fc.assert(
      fc.property(contents, fc.nat(), fc.nat(), (leaves, some, other) => {
        const [index, elsewhere] = [some % leaves.length, other % leaves.length];
        const root = merkleRoot('sm3', leaves);
        const path = inclusionPath('sm3', leaves, index);
        expect(rootOfPath('sm3', leaves[index] ?? '', index, leaves.length, path)).toBe(root);
        fc.pre(leaves[index] !== leaves[elsewhere]);
        expect(rootOfPath('sm3', leaves[elsewhere] ?? '', index, leaves.length, path)).not.toBe(root);
        expect(rootOfPath('sm3', leaves[elsewhere] ?? '', elsewhere, leaves.length, path)).not.toBe(root);
      }),
    );
  });

  test('takes no inner node for a leaf', () => {
    const leaves = ['1', '2', '3', '4'].map(hashOf);
    const root = merkleRoot('sha256', leaves);
    const path = inclusionPath('sha256', leaves, 0);
    const inner = merkleRoot('sha256', leaves.slice(0, 2));
    expect(rootOfPath('sha256', inner, 0, 2, path.slice(1))).not.toBe(root);
  });
});

const ENTRIES = chained('sm3', genesis('sm3'), auditEntries(13).map(entryText)).map(withEntry);
const SEGMENT = sealed('sm3', ENTRIES.slice(2)) as SealedSegment; // cast: it has entries

function proofOf(entry: ChainedEntry): InclusionProof {
  return inclusionProof(entry, SEGMENT, ENTRIES.slice(2));
}

describe('an inclusion proof', () => {
  test('holds for every entry of the segment, also when it comes from a file', () => {
    for (const entry of ENTRIES.slice(2)) expect(proofProblem(JSON.parse(JSON.stringify(proofOf(entry))))).toBeNull();
  });

  test('of one entry holds for no other', () => {
    for (const entry of ENTRIES.slice(2)) {
      for (const { seq, hash, previous, text } of ENTRIES) {
        const isOwn = seq === entry.seq;
        expect(proofProblem({ ...proofOf(entry), seq, hash, previous, text }) === null).toBe(isOwn);
      }
    }
  });

  test('fails when any part of it is another', () => {
    const proof = proofOf(ENTRIES[6] as ChainedEntry); // cast: there are 13
    const other = hashOf('other');
    const changes: readonly object[] = [
      { algorithm: 'sha256' },
      { algorithm: 'md5' },
      { seq: 6 },
      { seq: 99 },
      { previous: other },
      { hash: other },
      { text: `${proof.text} ` },
      { path: proof.path.toReversed() },
      { path: proof.path.slice(1) },
      { path: [...proof.path, other] },
      { path: 'x' },
      { segment: { ...proof.segment, root: other } },
      { segment: { ...proof.segment, from: 1 } },
      { segment: { ...proof.segment, to: 99 } },
      { segment: { ...proof.segment, to: 2 ** 40 } },
      { segment: null },
    ];
    for (const change of changes) expect(proofProblem({ ...proof, ...change })).not.toBeNull();
  });

  test('is not found in what is something else', () => {
    fc.assert(fc.property(fc.anything(), (value) => expect(proofProblem(value)).not.toBeNull()));
  });
});
