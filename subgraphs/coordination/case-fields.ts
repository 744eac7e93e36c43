import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { caseSight, seesReaders } from './case-parties.ts';
import { coordinationOf } from './coordination-context.ts';
import type { DecidedCase, DecidedEvent } from './decided-case.ts';
import { type CaseSort, settledOr } from './decided-case-book.ts';
import { departmentView } from './department-view.ts';
import { listingById } from './listing-book.ts';
import { listingSight } from './listing-sight.ts';
import { noticeViews } from './notice-queries.ts';

type StoredCaseOf = DecidedCase & { readonly id: string; readonly version: number };

/** What repairs and objections show alike. */
export const decidedCaseFields = {
  subject: ({ subjectId }: DecidedCase) => ({ __typename: 'CreditSubject', id: subjectId }),
  owner: ({ owner }: DecidedCase) => departmentView(owner),
  catalogueItem: ({ target }: DecidedCase) => target.item,
  record: ({ target }: DecidedCase) => (target.source === 'RECORD' ? target.id : null),
  listing: async ({ target }: DecidedCase, _: unknown, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    const listing = target.source === 'LISTING' ? await listingById(target.id, context) : null;
    return listing !== null && caller !== null && listingSight(listing, caller, context) !== null ? listing : null;
  },
  isBeingCarriedOut: ({ outstanding }: DecidedCase) => outstanding !== null,
  told: (one: DecidedCase, _: unknown, context: SubgraphContext) =>
    seesReaders(one, context) ? noticeViews(one.notices) : null,
  /** Who reads by the subject's leave reads what happened, but not which officer did it. */
  timeline: async (one: StoredCaseOf, _: unknown, context: SubgraphContext) => {
    const sight = caseSight(one, context);
    const events = sight === null ? [] : await coordinationOf(context).store.timeline(one.id);
    return events.map(({ version, at, event }) => {
      const happened = event as unknown as DecidedEvent; // cast: a decided case's own
      return { ...happened, version, at, by: sight === 'all' ? happened.by : null };
    });
  },
};

/** Those of a subject's cases that the caller sees, latest first, each with all carried out that it has decided. Null without a token. */
export async function casesOfSubject<Stored extends StoredCaseOf>(
  sort: CaseSort<Stored>,
  subjectId: string,
  context: SubgraphContext,
): Promise<readonly Stored[] | null> {
  if (authenticatedCaller(context) === null) return null;
  const found = await coordinationOf(context).store.casesOfSubjects(sort.kind, [subjectId]);
  const visible = (found.get(subjectId) ?? []).filter((one) => caseSight(sort.toCase(one), context) !== null);
  if (visible.length > 0) context.disclosed.about([subjectId]);
  return Promise.all(visible.map(async (one) => sort.toCase(await settledOr(one, context))));
}
