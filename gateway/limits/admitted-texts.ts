import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Limits } from './limits.ts';
import { type Verdict, verdictOn } from './verdict.ts';

/** Most text whose verdicts are kept, in UTF-16 code units; the least used goes. */
const MAX_KEPT_CHARS = 8 * 1024 * 1024;

/** What an entry takes apart from its text, in the same unit; else millions of tiny texts would fit. */
const ENTRY_CHARS = 512;

const SIZES = {
  maxSize: MAX_KEPT_CHARS,
  sizeCalculation: (value: Verdict | string, key: string) =>
    ENTRY_CHARS + key.length + (typeof value === 'string' ? value.length : 0),
};

/** Verdicts on the texts that one schema was asked with, each made once, and texts by the hash that clients send instead. */
export class AdmittedTexts {
  readonly #verdicts = new LRUCache<string, Verdict>(SIZES);
  readonly #byHash = new LRUCache<string, string>(SIZES);
  readonly #schema: GraphQLSchema;
  readonly #limits: Limits;

  constructor(schema: GraphQLSchema, limits: Limits) {
    this.#schema = schema;
    this.#limits = limits;
  }

  verdict(text: string): Verdict {
    const known = this.#verdicts.get(text);
    if (known !== undefined) return known;
    const verdict = verdictOn(text, this.#schema, this.#limits);
    this.#verdicts.set(text, verdict);
    return verdict;
  }

  /** Keeps a text under its SHA-256 in lower-case hex. False when the hash is another text's. */
  register(hash: string, text: string): boolean {
    if (this.#byHash.get(hash) === text) return true;
    if (createHash('sha256').update(text).digest('hex') !== hash) return false;
    this.#byHash.set(hash, text);
    return true;
  }

  /** The text that was registered under a hash; undefined where there is none (any more). */
  registered(hash: string): string | undefined {
    return this.#byHash.get(hash);
  }
}
