import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { CREDIT_OFFICE } from '../_runtime/credit-office.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { casesOfSubject, decidedCaseFields } from './case-fields.ts';
import { seesReaders } from './case-parties.ts';
import { visibleCase } from './decided-case-book.ts';
import { departmentView } from './department-view.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { type Objection, type ObjectionStatus, objectionDueOn } from './objection.ts';
import { OBJECTION, type StoredObjection, toObjection } from './objection-case.ts';
import { OBJECTIONS } from './objection-mutations.ts';
import { readersOf } from './readers.ts';
import { readingsOf } from './recipients.ts';
import { visibleOffice } from './visible-office.ts';

interface ObjectionsArguments extends PageArguments {
  readonly state?: ObjectionStatus | null;
  readonly department?: string | null;
  readonly overdue?: boolean | null;
}

/** Objections for those who may see them; to all others it looks as if there were none. */
export const objectionQueries = {
  objectionCase: (_: unknown, { id }: { id: string }, context: SubgraphContext) =>
    authenticatedCaller(context) === null ? null : visibleCase(OBJECTIONS, id, context),
  objectionCases: async (
    _: unknown,
    { state, department, overdue, ...page }: ObjectionsArguments,
    context: SubgraphContext,
  ) => {
    const whose = visibleOffice(department ?? null, context);
    if (whose === null) return null;
    // All of them lie on the credit office's desk.
    const query = {
      kind: OBJECTION,
      department: CREDIT_OFFICE,
      ...whose,
      ...(state == null ? {} : { states: [state] }),
      ...(overdue === true ? { dueBefore: context.today } : {}),
    };
    return deskPage(query, page, (held) => given(toObjection(held), context), context);
  },
} satisfies Record<string, FieldResolver>;

/** Fields of an objection. */
export const objectionFields = {
  ObjectionCase: {
    ...decidedCaseFields,
    state: ({ status }: Objection) => status,
    dueOn: (objection: Objection) => objectionDueOn(objection),
    corrections: ({ decision }: Objection) =>
      Object.entries(decision?.corrections ?? {}).map(([field, value]) => ({ field, value: JSON.stringify(value) })),
    readers: (objection: StoredObjection, _: unknown, context: SubgraphContext) => readersMeanwhile(objection, context),
  },
} satisfies ResolverMap;

export function objectionCasesOf({ id }: { readonly id: string }, _: unknown, context: SubgraphContext) {
  return casesOfSubject(OBJECTIONS, id, context);
}

/** Who read it from when it was disputed until that was decided. */
async function readersMeanwhile(objection: StoredObjection, context: SubgraphContext) {
  if (context.audit === null || !seesReaders(objection, context)) return null;
  const { subjectId, target, openedAt, decision } = objection;
  const own =
    target.source === 'RECORD'
      ? { records: [{ item: target.item ?? '', id: target.id }], listings: [] }
      : { records: [], listings: [target.id] };
  const span = { since: openedAt, ...(decision === null ? {} : { until: decision.at }) };
  const readers = await readersOf(readingsOf(subjectId, objection.related ?? own, span, context));
  return readers.map(({ kind, department, ...reader }) => ({
    ...reader,
    kind: kind.toUpperCase(),
    department: department === null ? null : departmentView(department),
  }));
}

function given(objection: StoredObjection, context: SubgraphContext): StoredObjection {
  context.disclosed.about([objection.subjectId]);
  return objection;
}
