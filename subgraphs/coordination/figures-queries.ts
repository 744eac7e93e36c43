import { HubError } from '../../schema/errors.ts';
import type { Dimension } from '../_runtime/figures/fact.ts';
import { type FiguresQuestion, type FiguresRow, figuresFor } from '../_runtime/figures/figures.ts';
import { answeredCount, answeredRate, medianDays } from '../_runtime/figures/tally.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinatedList } from './coordinated-list.ts';
import { coordinationOf } from './coordination-context.ts';
import { departmentView } from './department-view.ts';
import { measureView } from './measure-view.ts';

interface FiguresArguments extends Partial<Omit<FiguresQuestion, 'by'>> {
  readonly by?: readonly Uppercase<Dimension>[] | null;
}

/** Figures of what departments coordinate. */
export const figuresQueries = {
  coordinationFigures: (_: unknown, args: FiguresArguments, context: SubgraphContext) => {
    const { figures } = coordinationOf(context);
    if (figures === undefined) throw new HubError('STORE_UNAVAILABLE');
    const { from = null, to = null, department = null } = args;
    const by = (args.by ?? []).map((name) => name.toLowerCase() as Dimension); // cast: the enum's values are these
    return figuresFor(context.passport, { by, from, to, department }, figures, context.today);
  },
} satisfies Record<string, FieldResolver>;

/** Fields of figures. */
export const figuresFields = {
  CoordinationFiguresRow: {
    department: ({ dimensions: { department } }: FiguresRow) =>
      department == null ? null : departmentView(department),
    list: ({ dimensions: { list } }: FiguresRow) => (list == null ? null : coordinatedList(list)),
    measure: ({ dimensions: { measure } }: FiguresRow, _: unknown, { today }: SubgraphContext) =>
      measure == null ? null : measureView(measure, today),
    mechanism: ({ dimensions: { mechanism } }: FiguresRow) => mechanism?.toUpperCase() ?? null,
    month: ({ dimensions: { month } }: FiguresRow) => month ?? null,
    area: ({ dimensions: { area } }: FiguresRow) => area ?? null,
    pooled: ({ pooled }: FiguresRow) => pooled.map((name) => name.toUpperCase()),
    count: ({ tally }: FiguresRow) => tally.count,
    overdue: ({ tally }: FiguresRow) => tally.overdue,
    responseDue: ({ tally }: FiguresRow) => tally.response.due,
    responded: ({ tally }: FiguresRow) => answeredCount(tally.response),
    responseRate: ({ tally }: FiguresRow) => answeredRate(tally.response),
    medianResponseDays: ({ tally }: FiguresRow) => medianDays(tally.response),
    feedbackDue: ({ tally }: FiguresRow) => tally.feedback.due,
    fedBack: ({ tally }: FiguresRow) => answeredCount(tally.feedback),
    feedbackRate: ({ tally }: FiguresRow) => answeredRate(tally.feedback),
    medianFeedbackDays: ({ tally }: FiguresRow) => medianDays(tally.feedback),
  },
} satisfies ResolverMap;
