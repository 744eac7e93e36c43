import { createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { bodyHash } from '../../schema/body-hash.ts';
import type { AuditEntry, AuditReceiptPlace } from './port.ts';

/** What the hub signs of an answer: what was asked, what was answered, and where that is recorded. */
export interface Receipt {
  /** When the answer was recorded: RFC 3339 in UTC, with milliseconds. */
  readonly at: string;
  readonly requestId: string;
  /** As in the audit entry. */
  readonly requestHash: string;
  /** SHA-256 of the response body as it was sent, base64url: `bodyHash`. */
  readonly responseHash: string;
  /** The audit entry: its number, and its hash in the chain. */
  readonly entry: AuditReceiptPlace;
}

/** Public keys as the hub publishes them (RFC 7517). */
export interface PublicKeys {
  readonly keys: readonly (JsonWebKey & { readonly kid?: string })[];
}

export type ReceiptVerdict =
  | { readonly kind: 'genuine'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly problem: string };

const TYPE = 'credit-hub-receipt+jwt';

const HEADER = z.object({ alg: z.literal('EdDSA'), typ: z.literal(TYPE), kid: z.string() });

const RECEIPT = z.object({
  at: z.string(),
  requestId: z.string(),
  requestHash: z.string(),
  responseHash: z.string(),
  entry: z.object({ seq: z.int().min(1), hash: z.string() }),
});

/** The receipt of an entry that stands at this place. */
export function receiptOf(
  { at, requestId, requestHash, responseHash }: AuditEntry,
  { seq, hash }: AuditReceiptPlace,
): Receipt {
  return { at, requestId, requestHash, responseHash, entry: { seq, hash } };
}

/**
 * The receipt as a compact JWS (RFC 7515) signed with Ed25519, at once: a turn of the thread pool costs more than to sign.
 *
 * @param key private key of Ed25519, whose public half the hub publishes as `kid`
 */
export function signReceipt(receipt: Receipt, key: KeyObject, kid: string): string {
  const signed = `${part({ alg: 'EdDSA', typ: TYPE, kid })}.${part(receipt)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

/**
 * Whether the hub signed the receipt, and, where a body is given, whether it is for this body. Takes whatever a consumer has
 * kept; never throws.
 */
export function verifyReceipt(jws: string, keys: PublicKeys, body?: string | Buffer): ReceiptVerdict {
  const [header = '', payload = '', signature = '', ...rest] = jws.split('.');
  const head = HEADER.safeParse(read(header));
  const receipt = RECEIPT.safeParse(read(payload));
  if (rest.length > 0 || !head.success || !receipt.success) return refused('it is no receipt of a credit hub.');
  const key = publicKey(keys, head.data.kid);
  if (key === null) return refused('the hub publishes no Ed25519 key of its number.');
  if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))) {
    return refused('its signature is not one of the hub.');
  }
  if (body !== undefined && bodyHash(body) !== receipt.data.responseHash) {
    return refused('it is genuine, but for another response than this one.');
  }
  return { kind: 'genuine', receipt: receipt.data };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function read(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function publicKey({ keys }: PublicKeys, kid: string): KeyObject | null {
  const jwk = keys.find((candidate) => candidate.kid === kid);
  if (jwk === undefined) return null;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null; // no key at all
  }
}

function refused(problem: string): ReceiptVerdict {
  return { kind: 'refused', problem };
}
