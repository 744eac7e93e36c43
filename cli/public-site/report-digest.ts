import { createHash } from 'node:crypto';
import type { Report } from './report.ts';

/** A hash of all that a report says of its subject, as bytes; its number and time are not part of it. */
export function reportDigest({ subject, sections }: Report): Buffer {
  return createHash('sha256').update(JSON.stringify({ subject, sections })).digest();
}
