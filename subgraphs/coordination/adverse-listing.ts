import { listKinds } from '../../seeds/reference/list-kinds.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';
import { isInForceOn } from './listing.ts';
import { listingsOfSubjects } from './listing-book.ts';
import { isList, recordGrounds } from './record-ground.ts';
import type { TargetFacts } from './target.ts';

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

/**
 * Whether the subject is on a list of serious dishonesty, whoever asks, by another decision than the one that is spoken of: who is is
 * told no more than that.
 */
export async function isSeriouslyListed(
  { subjectId, list, documentNo }: Pick<TargetFacts, 'subjectId' | 'list' | 'documentNo'>,
  context: SubgraphContext,
): Promise<boolean> {
  const isOther = (kind: string, number: string) => isSevere(kind) && !(kind === list && number === documentNo);
  const listings = (await listingsOfSubjects([subjectId], context)).get(subjectId) ?? [];
  const isEntered = listings.some(
    (one) => one.subjectId === subjectId && isInForceOn(one, context.today) && isOther(one.list, one.documentNo),
  );
  if (isEntered) return true;
  const lists = [...coordinationOf(context).items.values()].filter(({ type }) => isList(type));
  const found = await Promise.all(lists.map((item) => recordGrounds(item, subjectId, context)));
  return found.flat().some(({ fields, documentNo: number }) => isOther(String(fields.listKind), number));
}

function isSevere(list: string): boolean {
  return listKinds().get(list)?.severe ?? false;
}
