import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret, as it is shown once: `whsec_` and base64. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** What is signed: who forges a body, its id or its time, has no signature for it. */
export interface SignedMessage {
  /** Idempotency key. */
  readonly id: string;
  /** Seconds since 1970: a receiver refuses what is older than some minutes. */
  readonly timestamp: number;
  readonly body: string;
}

/** Headers of a message, as Standard Webhooks 1.0 names them: HMAC-SHA256 over id, time and body, joined by dots. */
export function signedHeaders(
  secret: string,
  { id, timestamp, body }: SignedMessage,
): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}
