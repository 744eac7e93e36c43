import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinatedList } from './coordinated-list.ts';
import { coordinationOf } from './coordination-context.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { type Listing, type ListingStatus, listingStateOn, objectionDeadline } from './listing.ts';
import { listingById, listingsOfSubjects } from './listing-book.ts';
import { DESKS, type StoredListing, toListing } from './listing-case.ts';
import type { ListingEvent } from './listing-life.ts';
import { listingSight, visibleTasks } from './listing-sight.ts';
import { maySeeSubject } from './subject-sight.ts';
import { inListing } from './task-in-listing.ts';

interface ListingsArguments extends PageArguments {
  readonly status?: ListingStatus | null;
}

/** Entries for those who may see them; to all others it looks as if there were none. */
export const listingQueries = {
  jointListing: async (_: unknown, { id }: { id: string }, context: SubgraphContext) => {
    const listing = await listingById(id, context);
    return listing === null ? null : shown(listing, context);
  },
  jointListings: async (_: unknown, { status, ...page }: ListingsArguments, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    if (caller?.kind !== 'officer' || caller.department === null) return null;
    const query = {
      kind: DESKS.listing,
      department: caller.department,
      ...(status == null ? {} : { states: [status] }),
    };
    return deskPage(query, page, (held) => shown(toListing(held), context), context);
  },
} satisfies Record<string, FieldResolver>;

/** Entries of a subject that the caller sees, latest first. */
export async function listingsOf({ id }: { readonly id: string }, _: unknown, context: SubgraphContext) {
  if (authenticatedCaller(context) === null) return null;
  const listings = (await listingsOfSubjects([id], context)).get(id) ?? [];
  if (maySeeSubject(id, context)) context.disclosed.about([id]);
  return listings.flatMap((listing) => shown(listing, context) ?? []);
}

/** Fields of an entry. */
export const listingFields = {
  JointListing: {
    list: ({ list }: Listing) => coordinatedList(list),
    state: (listing: Listing, _: unknown, { today }: SubgraphContext) => listingStateOn(listing, today),
    objectBy: (listing: Listing) => objectionDeadline(listing)?.on ?? null,
    objectByProvisional: (listing: Listing) =>
      listing.status === 'NOTIFIED' && (objectionDeadline(listing)?.isProvisional ?? false),
    subject: ({ subjectId }: Listing) => ({ __typename: 'CreditSubject', id: subjectId }),
    responsiblePersons: (listing: Listing, _: unknown, context: SubgraphContext) => {
      if (!seesAll(listing, context)) return null;
      context.disclosed.about(listing.responsiblePersons);
      return listing.responsiblePersons.map((id) => ({ __typename: 'CreditSubject', id }));
    },
    tasks: (listing: StoredListing, _: unknown, context: SubgraphContext) => {
      const caller = authenticatedCaller(context);
      return caller === null ? [] : visibleTasks(listing, caller, context).map((task) => inListing(listing, task));
    },
    timeline: (listing: StoredListing, _: unknown, context: SubgraphContext) => timelineOf(listing, context),
  },
} satisfies ResolverMap;

/** Who was entered reads what happened, but not which officer did it. */
async function timelineOf(listing: StoredListing, context: SubgraphContext) {
  const caller = authenticatedCaller(context);
  const sight = caller === null ? null : listingSight(listing, caller, context);
  if (sight !== 'all' && sight !== 'own') return null;
  const events = await coordinationOf(context).store.timeline(listing.id);
  return events
    .map(({ version, at, event }) => ({ ...(event as unknown as ListingEvent), version, at })) // cast: a listing's own
    .filter(({ task }) => sight === 'all' || task === null)
    .map((event) => (sight === 'all' ? event : { ...event, by: null }));
}

function seesAll(listing: Listing, context: SubgraphContext): boolean {
  const caller = authenticatedCaller(context);
  return caller !== null && listingSight(listing, caller, context) === 'all';
}

function shown(listing: StoredListing, context: SubgraphContext): StoredListing | null {
  const caller = authenticatedCaller(context);
  if (caller === null || listingSight(listing, caller, context) === null) return null;
  context.disclosed.about([listing.subjectId]);
  return listing;
}
