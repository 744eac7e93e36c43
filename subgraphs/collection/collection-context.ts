import { HubError } from '../../schema/errors.ts';
import type { CollectedItem, Collection } from '../_runtime/intake/collection.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/**
 * What the process collects into.
 *
 * @throws HubError STORE_UNAVAILABLE in a process that collects nothing.
 */
export function collectionOf({ collection }: SubgraphContext): Collection {
  if (collection !== null) return collection;
  throw new HubError('STORE_UNAVAILABLE', { cause: new Error('this process was started without a collection store') });
}

/** The catalogue item of the code; null where there is none, or it is another department's. */
export function ownItem(code: string, department: string, context: SubgraphContext): CollectedItem | null {
  const item = collectionOf(context).items.get(code);
  return item?.department.code === department ? item : null;
}
