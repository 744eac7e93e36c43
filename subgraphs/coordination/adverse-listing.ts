import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';
import { isInForceOn } from './listing.ts';
import { listingsOfSubjects } from './listing-book.ts';
import { isList, recordGrounds } from './record-ground.ts';

/**
 * Whether anything is in force against the subject, whoever asks: a list of integrity is held against all lists of dishonesty
 * (发改财金〔2017〕1798号), and its keeper is told no more than that.
 */
export async function isAdverselyListed(subjectId: string, context: SubgraphContext): Promise<boolean> {
  const listings = (await listingsOfSubjects([subjectId], context)).get(subjectId) ?? [];
  if (listings.some((one) => one.nature === 'DISHONESTY' && isInForceOn(one, context.today))) return true;
  const lists = [...coordinationOf(context).items.values()].filter(({ type }) => isList(type));
  const found = await Promise.all(lists.map((item) => recordGrounds(item, subjectId, context)));
  return found.some(({ length }) => length > 0);
}
