import { HubError } from '../../schema/errors.ts';
import type { Received } from '../_runtime/received.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/**
 * What the hub has received.
 *
 * @throws HubError STORE_UNAVAILABLE in a process that keeps none of it.
 */
export function receivedOf({ received }: SubgraphContext): Received {
  if (received !== null) return received;
  throw new HubError('STORE_UNAVAILABLE', { cause: new Error('this process was started without received records') });
}
