import type { DeskQuery } from '../../storage/coordination/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { placeCursor, placeOf } from '../_runtime/place-cursor.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { maySeeCheck, visibleCheck } from './check-book.ts';
import { CHECK, type StoredCheck, toCheck } from './check-case.ts';
import { coordinatedList } from './coordinated-list.ts';
import { coordinationOf } from './coordination-context.ts';
import { type CheckedHit, type CheckState, checkStateOn } from './credit-check.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { measureView } from './measure-view.ts';
import { powerItemView } from './reference-queries.ts';
import { visibleDepartment } from './task-queries.ts';

interface ChecksArguments extends PageArguments {
  readonly state?: CheckState | null;
  readonly department?: string | null;
}

/** Checks that the caller's department made; to all others it looks as if there were none. */
export const checkQueries = {
  creditCheckReceipt: async (_: unknown, { receiptNo }: { receiptNo: string }, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    const check = caller === null ? null : await visibleCheck(receiptNo, caller, context);
    if (check !== null) context.disclosed.about([check.subjectId]);
    return check;
  },
  creditChecks: async (_: unknown, { state, department, ...page }: ChecksArguments, context: SubgraphContext) => {
    const whose = visibleDepartment(department ?? null, context);
    if (whose === null) return null;
    const query = { kind: CHECK, ...whose, ...conditions(state ?? null, context.today) };
    const toNode = (held: Parameters<typeof toCheck>[0]) => {
      const check = toCheck(held);
      if (state != null && checkStateOn(check, context.today) !== state) return null;
      context.disclosed.about([check.subjectId]);
      return check;
    };
    return deskPage(query, page, toNode, context);
  },
} satisfies Record<string, FieldResolver>;

/** Checks of a subject that the caller's department made, latest first; of all departments for auditors. Null for everybody else. */
export async function checksOf(
  { id }: { readonly id: string },
  { first, after }: PageArguments,
  context: SubgraphContext,
) {
  const caller = authenticatedCaller(context);
  if (caller === null || visibleDepartment(null, context) === null) return null;
  const { cases, hasNextPage } = await coordinationOf(context).store.subjectCases({
    kind: CHECK,
    subjectId: id,
    first: pageSize(first),
    ...(after == null ? {} : { after: positionOf(after) }),
  });
  context.disclosed.about([id]);
  const last = cases.at(-1);
  const endCursor = last === undefined ? (after ?? null) : placeCursor(last.openedAt, last.id);
  const nodes = cases.map(toCheck).filter((check) => maySeeCheck(check, caller));
  return { nodes, pageInfo: { hasNextPage, endCursor } };
}

function positionOf(cursor: string) {
  const [openedAt, id] = placeOf(cursor);
  return { openedAt, id };
}

/** Fields of a check. */
export const checkFields = {
  CreditCheck: {
    subject: ({ subjectId }: StoredCheck) => ({ __typename: 'CreditSubject', id: subjectId }),
    powerItem: ({ powerItem }: StoredCheck) => powerItemView(powerItem),
    state: (check: StoredCheck, _: unknown, { today }: SubgraphContext) => checkStateOn(check, today),
    incentives: ({ incentives }: StoredCheck, _: unknown, { today }: SubgraphContext) =>
      incentives.flatMap((code) => measureView(code, today) ?? []),
    confirmedOn: ({ confirmation }: StoredCheck) => confirmation?.on ?? null,
  },
  CheckHit: {
    list: ({ list }: CheckedHit) => coordinatedList(list),
    measure: ({ measure }: CheckedHit, _: unknown, { today }: SubgraphContext) => measureView(measure, today),
    objectionMarked: ({ underObjection }: CheckedHit) => underObjection,
    catalogueItem: ({ item }: CheckedHit) => item,
  },
} satisfies ResolverMap;

function conditions(state: CheckState | null, today: string): Pick<DeskQuery, 'states' | 'dueBefore' | 'notDueBefore'> {
  switch (state) {
    case 'OPEN':
      return { states: ['OPEN'], notDueBefore: today };
    case 'OVERDUE':
      return { states: ['OPEN'], dueBefore: today };
    case 'FED_BACK':
    case 'NOTHING_DUE':
      return { states: [state] };
    case null:
      return {};
  }
}
