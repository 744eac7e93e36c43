import { hash } from 'node:crypto';

/** SHA-256 of a content, texts in UTF-8; base64url. */
export function hashOf(content: Buffer | string): string {
  return hash('sha256', content, 'base64url');
}
