import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GivenInputs } from '../policy/given-inputs.ts';
import type { Standing } from '../rights/standing.ts';
import type { Variables } from '../sources/source.ts';
import {
  type ClientOperation,
  clientOperation,
  type ExecutedOperation,
  executedOperation,
} from './executed-operation.ts';

/** Most variants of one document that are found without expanding it again. */
const MAX_VARIANTS = 64;

/** Finds the prepared form of operations, and has it made where there is none. */
export interface OperationCache<Prepared> {
  /** The client's operation; undefined where the document has none of the name. */
  clientOperation(document: DocumentNode, name: string | null | undefined): ClientOperation | undefined;
  prepared(client: ClientOperation, variables: Variables, standing: Standing): Prepared;
  /** Operations held. */
  readonly size: number;
}

/** How operations are prepared. */
export interface Preparation<Prepared> {
  /** Reads from a request's variables which inputs they give that not everybody may give. */
  givenBy(executed: ExecutedOperation): (variables: Variables) => GivenInputs;
  prepare(executed: ExecutedOperation, standing: Standing, given: GivenInputs): Prepared;
}

/** One way in which the conditions of a client's operation can be decided. */
interface Variant {
  readonly hash: string;
  readonly given: (variables: Variables) => GivenInputs;
}

/**
 * A bounded cache by the hash of the operation as it is executed and by the rights of its caller: whatever decides what
 * departments are asked is in the key. Documents that were seen before, which are the same objects then, need no hash.
 */
export function operationCache<Prepared extends object>(
  max: number,
  { givenBy, prepare }: Preparation<Prepared>,
): OperationCache<Prepared> {
  const byKey = new LRUCache<string, Prepared>({ max });
  const clients = new WeakMap<DocumentNode, Map<string, ClientOperation>>();
  // Hashes, not prepared operations: documents live longer than the cache's bound allows.
  const variants = new WeakMap<ClientOperation, Map<string, Variant>>();

  const remember = (client: ClientOperation, name: string, variant: Variant) => {
    const known = variants.get(client) ?? new Map<string, Variant>();
    if (known.size >= MAX_VARIANTS) known.clear();
    variants.set(client, known.set(name, variant));
    return variant;
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
    prepared(client, variables, standing) {
      const name = client.conditions.map((condition) => (variables[condition] === true ? '1' : '0')).join('');
      let executed: ExecutedOperation | undefined;
      let variant = variants.get(client)?.get(name);
      if (variant === undefined) {
        executed = executedOperation(client, variables);
        variant = remember(client, name, { hash: executed.hash, given: givenBy(executed) });
      }
      const given = variant.given(variables);
      const key = `${variant.hash} ${standing.passport.rightsKey} ${given.key}`;
      const known = byKey.get(key);
      if (known !== undefined) return known;
      const made = prepare(executed ?? executedOperation(client, variables), standing, given);
      byKey.set(key, made);
      return made;
    },
    get size() {
      return byKey.size;
    },
  };
}
