import { createHash, getHashes } from 'node:crypto';

/** SM3 (GB/T 32905) or SHA-256; both give 32 bytes. */
export type HashAlgorithm = 'sm3' | 'sha256';

export const HASH_ALGORITHMS: readonly HashAlgorithm[] = ['sm3', 'sha256'];

/**
 * What a hash is made for. The tag goes before the content, so that a hash made for one thing is never one for another:
 * an inner node of a tree cannot be passed off as a leaf (RFC 6962 §2.1), nor an entry as a beginning of the chain.
 */
const TAGS = {
  leaf: Buffer.of(0),
  node: Buffer.of(1),
  entry: Buffer.of(2),
  genesis: Buffer.of(3),
} as const;

/** SM3 where this build of Node.js has it, else SHA-256. */
export function defaultAlgorithm(): HashAlgorithm {
  return getHashes().includes('sm3') ? 'sm3' : 'sha256';
}

/** Hash of the parts, one after the other, for a purpose; hexadecimal. Texts count as UTF-8. */
export function taggedHash(
  algorithm: HashAlgorithm,
  purpose: keyof typeof TAGS,
  ...parts: readonly (string | Buffer)[]
): string {
  const hash = createHash(algorithm).update(TAGS[purpose]);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
