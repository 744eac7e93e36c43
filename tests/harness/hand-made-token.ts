import { createHmac, type KeyObject, sign } from 'node:crypto';

/** A JWT put together by hand, as no library would. */
export function handMadeToken(header: object, claims: object, signature: (input: string) => Buffer): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${signature(input).toString('base64url')}`;
}

/** Signed with a private Ed25519 key, whatever the header says. */
export function signedToken(header: object, claims: object, key: KeyObject): string {
  return handMadeToken(header, claims, (input) => sign(null, Buffer.from(input), key));
}

/** Signed by HMAC, with what should never be a secret. */
export function hmacToken(header: object, claims: object, secret: string | Buffer): string {
  return handMadeToken(header, claims, (input) => createHmac('sha256', secret).update(input).digest());
}

export function unsignedToken(header: object, claims: object): string {
  return handMadeToken(header, claims, () => Buffer.alloc(0));
}

/** The token with other claims under its signature. */
export function withClaims(token: string, claims: object): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encoded(claims)}.${signature}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
