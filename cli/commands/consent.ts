import { randomUUID } from 'node:crypto';
import { demoConsentIssuer } from '../demo/issuer.ts';

export interface ConsentOptions {
  /** Id of the subject that consents. */
  readonly subject: string;
  /** Who may look: the `sub` of its token. */
  readonly consumer: string;
  /** Codes of catalogue items, separated by commas. */
  readonly items: string;
  readonly purpose: string;
  readonly ttl: number;
  readonly data: string;
}

/** Prints a consent of the demo's consent issuer, for the header `x-credit-consent`. */
export async function consent({ subject, consumer, items, purpose, ttl, data }: ConsentOptions): Promise<void> {
  const claims = { sub: subject, jti: randomUUID(), consumer, items: items.split(','), purpose };
  console.log(await demoConsentIssuer(data).issue(claims, ttl));
}
