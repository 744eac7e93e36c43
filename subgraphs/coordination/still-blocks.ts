import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';
import type { CheckedHit, CreditCheck } from './credit-check.ts';
import { isInForceOn } from './listing.ts';
import { listingById } from './listing-book.ts';
import { isMeasureInForce } from './measure-of.ts';
import { isGround } from './record-ground.ts';

/** Whether anything that a check blocks for is still in force, and undisputed. Says nothing that the check has not told. */
export async function stillBlocks({ hits }: Pick<CreditCheck, 'hits'>, context: SubgraphContext): Promise<boolean> {
  for (const hit of hits) {
    const mayBlock = hit.class === 'A' && !hit.underObjection && isMeasureInForce(hit.measure, context.today);
    if (mayBlock && (await isUndisputed(hit, context))) return true;
  }
  return false;
}

async function isUndisputed({ source, id, item: code }: CheckedHit, context: SubgraphContext): Promise<boolean> {
  if (source === 'LISTING') {
    const listing = await listingById(id, context);
    return listing !== null && isInForceOn(listing, context.today) && !listing.underObjection;
  }
  const item = coordinationOf(context).items.get(code ?? '');
  const record = item === undefined ? null : await context.load.record(item.type.name, id);
  if (item === undefined || record === null) return false;
  return isGround(record, item.type, context.today) && record.state === 'EFFECTIVE';
}
