import { randomUUID } from 'node:crypto';
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { LRUCache } from 'lru-cache';

/** Most text that has keys, in UTF-16 code units; the least used goes. */
const MAX_KEPT_CHARS = 8 * 1024 * 1024;

/** What an entry takes apart from its text, in the same unit. */
const ENTRY_CHARS = 256;

/** What Apollo Server puts before the keys of persisted queries. */
const PREFIX = 'apq:';

type PersistedQueries = Exclude<ApolloServerOptions<BaseContext>['persistedQueries'], false | undefined>;

/** Stands for a text in a request to Apollo Server. */
export interface TextKey {
  readonly persistedQuery: { readonly version: 1; readonly sha256Hash: string };
}

/**
 * Short keys for texts that have been admitted, under which Apollo Server finds them as it finds persisted queries. With the
 * text itself it would hash the text at every request, which costs as much as planning a known operation. The keys are
 * random, so that no client can name one: what it names by a hash has been put into its request before.
 */
export class TextKeys {
  readonly #random = randomUUID();
  readonly #keys = new LRUCache<string, TextKey>({
    maxSize: MAX_KEPT_CHARS,
    sizeCalculation: (_, text) => ENTRY_CHARS + text.length,
    dispose: ({ persistedQuery: { sha256Hash } }) => void this.#texts.delete(PREFIX + sha256Hash),
  });
  readonly #texts = new Map<string, string>();
  #count = 0;

  /** The key of a text, which is given one. */
  keyOf(text: string): TextKey {
    const known = this.#keys.get(text);
    if (known !== undefined) return known;
    this.#count += 1;
    const key: TextKey = { persistedQuery: { version: 1, sha256Hash: `${this.#random}-${this.#count}` } };
    this.#texts.set(PREFIX + key.persistedQuery.sha256Hash, text);
    this.#keys.set(text, key);
    return key;
  }

  /** What Apollo Server looks keys up in; it keeps nothing there of its own. */
  readonly cache: NonNullable<PersistedQueries['cache']> = {
    get: async (key) => this.#texts.get(key),
    set: async () => undefined,
    delete: async () => false,
  };
}
