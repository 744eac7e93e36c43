import { NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import { type Coordinating, coordinationOf } from './coordination-context.ts';
import { LISTING, listingCase, type StoredListing, toListing } from './listing-case.ts';
import type { ListingOutcome } from './listing-life.ts';
import type { Occasion } from './occasion.ts';

/** What came of a change. */
export interface ListingChange {
  /** As it is now; null where there is none. */
  readonly listing: StoredListing | null;
  readonly problems: readonly Problem[];
}

export async function listingById(id: string, context: Coordinating): Promise<StoredListing | null> {
  const stored = await coordinationOf(context).store.case(id);
  return stored?.kind === LISTING ? toListing(stored) : null;
}

/** All entries of each of the subjects, latest first, those among them for which they answer for somebody else. */
export async function listingsOfSubjects(
  subjectIds: readonly string[],
  context: Coordinating,
): Promise<ReadonlyMap<string, readonly StoredListing[]>> {
  const found = await coordinationOf(context).store.casesOfSubjects(LISTING, subjectIds);
  return new Map([...found].map(([id, cases]) => [id, cases.map(toListing)]));
}

/**
 * Saves what the decision makes of the entry. Where somebody else has saved something meanwhile, it is decided anew about what that
 * one left: each round means that somebody has saved something, so the rounds end. Two steps that contradict each other are never
 * both taken, and steps that do not are.
 */
export async function changeListing(
  id: string,
  decide: (listing: StoredListing | null) => ListingOutcome,
  occasion: Occasion,
  context: Coordinating,
): Promise<ListingChange> {
  const { store } = coordinationOf(context);
  for (;;) {
    const before = await listingById(id, context);
    const outcome = decide(before);
    if (outcome.kind === 'refused') return { listing: before, problems: outcome.problems };
    const version = listingCase(id, before, outcome.listing, outcome.event, occasion);
    if (await store.save(version)) return { listing: toListing(version), problems: [] };
  }
}

/** There is none that the caller may see. */
export const NO_LISTING: ListingChange = { listing: null, problems: [NOT_FOUND] };
