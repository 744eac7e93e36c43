import type { Filter } from 'mongodb';
import type { RecordConditions, RecordPosition, RecordState, StatesOnDay } from '../port.ts';
import { storedStates } from '../state-on-day.ts';
import type { RecordDocument } from './record-document.ts';

type RecordFilter = Filter<RecordDocument>;

/** Order of pages: the latest decision first, then by id. */
export const PAGE_ORDER = { decisionDate: -1, _id: 1 } as const;

/** Records of the type, and of the subjects where some are given, for which all conditions hold. */
export function recordFilter(type: string, where: RecordConditions, subjectIds?: readonly string[]): RecordFilter {
  return { $and: [{ type }, ...(subjectIds ? [ofSubjects(subjectIds)] : []), ...conditions(where)] };
}

/** Of those, the ones that follow a position in the order of pages. */
export function following(filter: RecordFilter, after: RecordPosition | undefined): RecordFilter {
  if (after === undefined) return filter;
  const { decisionDate, id } = after;
  // The first condition says nothing new: it is the one from which the server takes the bounds of an index.
  return {
    $and: [
      filter,
      { decisionDate: { $lte: decisionDate } },
      { $or: [{ decisionDate: { $lt: decisionDate } }, { _id: { $gt: id } }] },
    ],
  };
}

function ofSubjects(subjectIds: readonly string[]): RecordFilter {
  const [only, ...others] = subjectIds;
  return only !== undefined && others.length === 0 ? { subjectId: only } : { subjectId: { $in: [...subjectIds] } };
}

function conditions(where: RecordConditions): readonly RecordFilter[] {
  const filters: RecordFilter[] = [];
  if (where.states !== undefined) filters.push(inStates(where.states));
  if (where.decidedFrom !== undefined) filters.push({ decisionDate: { $gte: where.decidedFrom } });
  if (where.decidedTo !== undefined) filters.push({ decisionDate: { $lte: where.decidedTo } });
  if (where.documentNo !== undefined) filters.push({ documentNo: where.documentNo });
  if (where.decidingOrgCode !== undefined) filters.push({ decidingOrgCode: where.decidingOrgCode });
  if (where.subjectKinds !== undefined) filters.push({ subjectKind: { $in: [...where.subjectKinds] } });
  if (where.publicOn !== undefined) filters.push(...publicOn(where.publicOn));
  return filters;
}

function inStates({ anyOf, day }: StatesOnDay): RecordFilter {
  const { always, afterPublicity, beforeItsEnd } = storedStates(anyOf);
  const stored = (states: readonly RecordState[]): RecordFilter => ({ state: { $in: [...states] } });
  const cases = [stored(always)];
  if (afterPublicity.length > 0) cases.push({ $and: [stored(afterPublicity), { publicityEndDate: { $lt: day } }] });
  if (beforeItsEnd.length > 0) cases.push({ $and: [stored(beforeItsEnd), notEndedBefore(day)] });
  return cases.length === 1 ? stored(always) : { $or: cases };
}

function publicOn(day: string): readonly RecordFilter[] {
  return [
    { state: { $in: ['EFFECTIVE', 'UNDER_OBJECTION'] } },
    { publicityStartDate: { $lte: day } },
    notEndedBefore(day),
  ];
}

function notEndedBefore(day: string): RecordFilter {
  return { $or: [{ publicityEndDate: null }, { publicityEndDate: { $gte: day } }] };
}
