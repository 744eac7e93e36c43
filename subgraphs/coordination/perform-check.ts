import { kindOfSubjectId } from '../../storage/subject-id.ts';
import { invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { checkCase, type StoredCheck, toCheck } from './check-case.ts';
import { coordinationOf } from './coordination-context.ts';
import { openCheck } from './credit-check.ts';
import { hitsOn, offersTo } from './hits.ts';
import type { MatterInHand } from './matter-in-hand.ts';
import type { Occasion } from './occasion.ts';
import { groundsOf } from './subject-grounds.ts';

/**
 * Checks a subject for what a department has in hand, and keeps the check under its receipt before anything is told. A subject that
 * there is not, and one about which the caller may not know all that could be against it, are alike: nobody passes unseen. The same
 * receipt again gives what was told the first time.
 */
export async function performCheck(
  subjectId: string,
  { powerItem, department, caseNo }: MatterInHand,
  receiptNo: string,
  occasion: Occasion,
  context: SubgraphContext,
): Promise<StoredCheck | Problem> {
  const subjectKind = kindOfSubjectId(subjectId);
  const subject = subjectKind === null ? null : await context.load.subject(subjectId);
  const grounds = subject === null ? null : await groundsOf(subjectId, context);
  if (subjectKind === null || grounds === null) return NO_SUBJECT;
  if (!powerItem.subjectKinds.includes(subjectKind)) return WRONG_KIND;
  const question = { subjectKind, powerItem, today: context.today };
  const asked = { subjectId, subjectKind, powerItem: powerItem.code, department, caseNo };
  const found = { hits: hitsOn(grounds, question), offers: offersTo(grounds, question) };
  const { check, event } = openCheck(asked, found, occasion);
  const version = checkCase(receiptNo, null, check, event, occasion);
  const { store } = coordinationOf(context);
  const kept = (await store.save(version)) ? version : await store.case(receiptNo);
  context.disclosed.about([subjectId]);
  return kept === null ? NO_SUBJECT : toCheck(kept);
}

export const NO_SUBJECT: Problem = { ...NOT_FOUND, field: 'subject' };

const WRONG_KIND = invalid('subject', 'The power item is not for subjects of this kind.');
