import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { casesOfSubject, decidedCaseFields } from './case-fields.ts';
import { visibleCase } from './decided-case-book.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { type Repair, type RepairState, repairDueOn, repairState } from './repair.ts';
import { REPAIR, type StoredRepair, toRepair } from './repair-case.ts';
import { REPAIRS } from './repair-mutations.ts';
import { visibleOffice } from './visible-office.ts';

interface RepairsArguments extends PageArguments {
  readonly state?: RepairState | null;
  readonly department?: string | null;
  readonly overdue?: boolean | null;
}

/** Repairs for those who may see them; to all others it looks as if there were none. */
export const repairQueries = {
  repairCase: (_: unknown, { id }: { id: string }, context: SubgraphContext) =>
    authenticatedCaller(context) === null ? null : visibleCase(REPAIRS, id, context),
  repairCases: async (
    _: unknown,
    { state, department, overdue, ...page }: RepairsArguments,
    context: SubgraphContext,
  ) => {
    const whose = visibleOffice(department ?? null, context);
    if (whose === null) return null;
    const query = {
      kind: REPAIR,
      ...whose,
      ...(state == null ? {} : { states: [state] }),
      ...(overdue === true ? { dueBefore: context.today } : {}),
    };
    return deskPage(query, page, (held) => given(toRepair(held), context), context);
  },
} satisfies Record<string, FieldResolver>;

/** Fields of a repair. */
export const repairFields = {
  RepairCase: {
    ...decidedCaseFields,
    state: (repair: Repair) => repairState(repair),
    severity: ({ severity }: Repair) => (severity === 'manual' ? null : severity),
    dueOn: (repair: Repair) => repairDueOn(repair),
    barredUntil: ({ bar }: Repair) => bar?.until ?? null,
  },
} satisfies ResolverMap;

export function repairCasesOf({ id }: { readonly id: string }, _: unknown, context: SubgraphContext) {
  return casesOfSubject(REPAIRS, id, context);
}

function given(repair: StoredRepair, context: SubgraphContext): StoredRepair {
  context.disclosed.about([repair.subjectId]);
  return repair;
}
