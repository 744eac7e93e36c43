import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose';
import { HubError } from '../schema/errors.ts';

/** Shortest time between two fetches of a key set, in milliseconds. */
const MIN_INTERVAL_MS = 2_000;

/** What issuers' keys are watched with. */
export interface IssuerKeysSetting {
  /** Told once of each failed fetch. */
  readonly log: (cause: unknown) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs?: () => number;
}

/**
 * The key set that an issuer serves by HTTP, kept for ten minutes and fetched anew for a key that it does not have, at most every
 * half a minute (jose). A server that fails is left alone for two seconds, where jose would ask it again for each token.
 *
 * The keys throw HubError ISSUER_UNAVAILABLE where nothing can be said of a token, good or bad.
 */
export function issuerKeys(address: URL, { log, nowMs = () => performance.now() }: IssuerKeysSetting): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(address, { [customFetch]: seldom(nowMs) });
  let told: unknown;
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (cause) {
      if (isAboutToken(cause)) throw cause;
      const isNews = cause !== TOO_SOON && cause !== told; // those who waited for the same fetch get the same cause
      if (isNews) {
        told = cause;
        log(cause);
      }
      throw new HubError('ISSUER_UNAVAILABLE', { cause });
    }
  };
}

const TOO_SOON = new Error('the key set was fetched a moment ago');

function seldom(nowMs: () => number): FetchImplementation {
  let lastMs = Number.NEGATIVE_INFINITY;
  return async (url, options) => {
    if (nowMs() - lastMs < MIN_INTERVAL_MS) throw TOO_SOON;
    lastMs = nowMs();
    return fetch(url, options);
  };
}

/** The key set was there, and has no key for the token. */
function isAboutToken(cause: unknown): boolean {
  return (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys ||
    cause instanceof errors.JOSENotSupported
  );
}
