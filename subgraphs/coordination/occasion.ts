import type { Caller } from '../../schema/access/passport.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/** Who takes a step, and when. */
export interface Occasion {
  readonly caller: Caller;
  readonly now: Date;
  /** Day of `now` in the city, YYYY-MM-DD. */
  readonly today: string;
}

export function occasionOf(caller: Caller, { now, today }: SubgraphContext): Occasion {
  return { caller, now, today };
}
