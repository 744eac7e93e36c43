import { HubError } from '../../schema/errors.ts';
import type { Coordination } from '../_runtime/coordination.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/**
 * What the process coordinates by.
 *
 * @throws HubError STORE_UNAVAILABLE in a process that coordinates nothing.
 */
export function coordinationOf({ coordination }: SubgraphContext): Coordination {
  if (coordination !== null) return coordination;
  throw new HubError('STORE_UNAVAILABLE', {
    cause: new Error('this process was started without a coordination store'),
  });
}
