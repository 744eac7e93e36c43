import { hash } from 'node:crypto';

/** SHA-256 of a body as it goes over the wire, base64url: passports, receipts and the audit trail name bodies by it. Texts count as UTF-8. */
export function bodyHash(body: string | Uint8Array): string {
  return hash('sha256', body, 'base64url');
}
