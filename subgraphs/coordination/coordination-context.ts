import { HubError } from '../../schema/errors.ts';
import type { Coordination } from '../_runtime/coordination.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/** Who has the cases at hand: a request, or what goes on without one. */
export type Coordinating = Pick<SubgraphContext, 'coordination'>;

/**
 * What the process coordinates by.
 *
 * @throws HubError STORE_UNAVAILABLE in a process that coordinates nothing.
 */
export function coordinationOf({ coordination }: Coordinating): Coordination {
  if (coordination !== null) return coordination;
  throw new HubError('STORE_UNAVAILABLE', {
    cause: new Error('this process was started without a coordination store'),
  });
}
