import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Client } from 'undici';
import type { AttemptOutcome } from './delivery-plan.ts';
import { type AddressRules, isAllowed, urlProblem } from './webhook-address.ts';

/** Longest time of one attempt, in milliseconds. */
const ATTEMPT_MS = 10_000;

/** Most of an answer that is read at all, in bytes: only its status counts. */
const MAX_ANSWER_BYTES = 16 * 1024;

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface SendSetting {
  readonly rules: AddressRules;
  /** The system's unless given. */
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
}

/**
 * Sends once. A status of 2xx is a delivery, everything else a failure; redirects lead nowhere. The name is resolved once, every
 * address of it must be allowed, and the connection goes to the very address that was looked at. Never rejects.
 */
export async function sendWebhook(request: WebhookRequest, setting: SendSetting): Promise<AttemptOutcome> {
  const signal = AbortSignal.timeout(setting.timeoutMs ?? ATTEMPT_MS);
  try {
    if (urlProblem(request.url, setting.rules) !== null) return failed('the address is not allowed');
    const url = new URL(request.url);
    const address = await allowedAddress(url, setting, signal);
    return address === null ? failed('the address is not allowed') : await post(url, address, request, signal);
  } catch (cause) {
    return failed(signal.aborted ? 'no answer in time' : `no connection (${codeOf(cause)})`);
  }
}

interface Address {
  readonly address: string;
  readonly family: number;
}

/** Null where any address of the name is not allowed: who can choose among several would choose the other one. */
async function allowedAddress(
  { hostname }: URL,
  { rules, resolve = resolveBySystem }: SendSetting,
  signal: AbortSignal,
): Promise<Address | null> {
  const found = await unlessAborted(resolve(hostname.replace(/^\[|\]$/g, '')), signal);
  return found.every(({ address }) => isAllowed(address, rules)) ? (found[0] ?? null) : null;
}

async function post(
  url: URL,
  pinned: Address,
  { headers, body }: WebhookRequest,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const client = new Client(url.origin, { connect: { lookup: always(pinned) }, pipelining: 1 });
  try {
    const path = `${url.pathname}${url.search}`;
    const answer = await client.request({
      method: 'POST',
      path,
      headers: { ...headers, ...JSON_HEADERS },
      body,
      signal,
    });
    await answer.body.dump({ limit: MAX_ANSWER_BYTES, signal }).catch(() => undefined); // its status is here already
    const { statusCode } = answer;
    return statusCode >= 200 && statusCode < 300 ? { kind: 'delivered' } : failed(`status ${statusCode}`);
  } finally {
    await client.destroy();
  }
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'credit-hub' };

function always({ address, family }: Address): LookupFunction {
  return (_, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

const resolveBySystem: Resolve = (host) => lookup(host, { all: true });

/** The system gives up on names when it likes. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

/** A code of the system or of the client; never a message, which could quote the receiver. */
function codeOf(cause: unknown): string {
  const { code } = cause as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'unknown reason';
}

function failed(reason: string): AttemptOutcome {
  return { kind: 'failed', reason };
}
