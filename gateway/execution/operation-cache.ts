import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Variables } from '../sources/source.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import {
  type ClientOperation,
  clientOperation,
  type ExecutedOperation,
  executedOperation,
} from './executed-operation.ts';

/** Most variants of one document that are found without expanding it again. */
const MAX_VARIANTS = 64;

/** Finds the compiled form of operations, and has it made where there is none. */
export interface OperationCache {
  /** The client's operation; undefined where the document has none of the name. */
  clientOperation(document: DocumentNode, name: string | null | undefined): ClientOperation | undefined;
  compiled(client: ClientOperation, variables: Variables): CompiledOperation;
  /** Operations held. */
  readonly size: number;
}

/**
 * A bounded cache by the hash of the operation as it is executed: whatever decides what departments are asked is in the key.
 * Documents that were seen before, which are the same objects then, need no hash.
 */
export function operationCache(
  max: number,
  compile: (executed: ExecutedOperation) => CompiledOperation,
): OperationCache {
  const byHash = new LRUCache<string, CompiledOperation>({ max });
  const clients = new WeakMap<DocumentNode, Map<string, ClientOperation>>();
  // Hashes, not compiled operations: documents live longer than the cache's bound allows.
  const hashes = new WeakMap<ClientOperation, Map<string, string>>();

  const compiledNow = (client: ClientOperation, variables: Variables, variant: string): CompiledOperation => {
    const executed = executedOperation(client, variables);
    const known = hashes.get(client) ?? new Map<string, string>();
    if (known.size >= MAX_VARIANTS) known.clear();
    hashes.set(client, known.set(variant, executed.hash));
    const compiled = byHash.get(executed.hash) ?? compile(executed);
    byHash.set(executed.hash, compiled);
    return compiled;
  };

  return {
    clientOperation(document, name) {
      const known = clients.get(document)?.get(name ?? '');
      if (known !== undefined) return known;
      const client = clientOperation(document, name);
      if (client === undefined) return undefined;
      const named = clients.get(document) ?? new Map<string, ClientOperation>();
      clients.set(document, named.set(name ?? '', client));
      return client;
    },
    compiled(client, variables) {
      const variant = client.conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
      const hash = hashes.get(client)?.get(variant);
      const known = hash === undefined ? undefined : byHash.get(hash);
      return known ?? compiledNow(client, variables, variant);
    },
    get size() {
      return byHash.size;
    },
  };
}
