import { createHmac, randomBytes } from 'node:crypto';
import { HubError } from '../schema/errors.ts';

const KEY_BYTES = 32;

/** The keys of a store: one to look personal numbers up by, and versions of the one to encrypt them with. */
export class KeyRing {
  readonly #index: Buffer;
  readonly #sealing: ReadonlyMap<string, Buffer>;
  /** Version that new values are encrypted with. */
  readonly current: string;

  /** @throws HubError CONFIG_INVALID that says which key is wrong, never what it is. */
  constructor(text: string) {
    const file = parseKeys(text);
    this.#index = decodeKey('index', file.index);
    this.#sealing = new Map(
      Object.entries(file.sealing.keys).map(([version, key]) => [version, decodeKey(version, key)]),
    );
    this.current = file.sealing.current;
    this.sealingKey(this.current);
  }

  /** A new ring as the text of a key file. */
  static generate(): string {
    const key = () => randomBytes(KEY_BYTES).toString('base64');
    return `${JSON.stringify({ index: key(), sealing: { current: '1', keys: { 1: key() } } }, null, 2)}\n`;
  }

  /** Encryption key of that version. */
  sealingKey(version: string): Buffer {
    const key = this.#sealing.get(version);
    if (key === undefined) throw invalid(`there is no sealing key of version "${version}"`);
    return key;
  }

  /** Keyed hash (HMAC-SHA256) of a value within a domain: the same value gives the same hash, and nothing else. */
  lookupHash(domain: string, value: string): string {
    return createHmac('sha256', this.#index).update(`${domain}\u0000${value}`).digest('base64url');
  }
}

interface KeyFile {
  readonly index: unknown;
  readonly sealing: { readonly current: string; readonly keys: Readonly<Record<string, unknown>> };
}

function parseKeys(text: string): KeyFile {
  const file: unknown = parseJson(text);
  const { sealing } = (file ?? {}) as { sealing?: { current?: unknown; keys?: unknown } };
  if (typeof sealing?.current !== 'string' || typeof sealing.keys !== 'object' || sealing.keys === null) {
    throw invalid('it needs "index" and "sealing" with "current" and "keys"');
  }
  return file as KeyFile; // shape checked on the previous lines; single keys are checked when they are decoded
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the text, and with it a key.
    throw invalid('it is not JSON');
  }
}

function decodeKey(name: string, value: unknown): Buffer {
  const key = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
  if (key.length !== KEY_BYTES) throw invalid(`the key "${name}" is not ${KEY_BYTES} bytes in base64`);
  return key;
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem: `the key file cannot be used: ${problem}.` } });
}
