import { HubError } from '../../schema/errors.ts';
import type { Exchange } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/**
 * What the process exchanges with other platforms.
 *
 * @throws HubError STORE_UNAVAILABLE in a process that exchanges nothing.
 */
export function exchangeOf({ exchange }: SubgraphContext): Exchange {
  if (exchange !== null) return exchange;
  throw new HubError('STORE_UNAVAILABLE', { cause: new Error('this process was started without an exchange store') });
}
