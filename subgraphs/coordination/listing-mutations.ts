import { kindOfSubjectId } from '../../storage/subject-id.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { CONFLICT, invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { isAdverselyListed } from './adverse-listing.ts';
import { coordinatedList } from './coordinated-list.ts';
import type { Listing } from './listing.ts';
import { changeListing, type ListingChange, NO_LISTING } from './listing-book.ts';
import { listingId, type StoredListing } from './listing-case.ts';
import {
  isOwnerOfficer,
  type ListingOpening,
  type ListingOutcome,
  type ListingStep,
  NOT_THE_OWNER,
  openListing,
  takeListingStep,
} from './listing-life.ts';
import { listingSight } from './listing-sight.ts';
import { occasionOf } from './occasion.ts';

interface ListingInput extends Omit<ListingOpening, 'subjectId' | 'subjectKind' | 'responsiblePersons' | 'endsOn'> {
  readonly list: string;
  readonly subject: string;
  readonly responsiblePersons?: readonly string[] | null;
  readonly endsOn?: string | null;
}

interface StepArguments {
  readonly id: string;
  readonly version: number;
}

interface EndArguments extends StepArguments {
  readonly documentNo: string;
  readonly reason: string;
}

/** What the department that keeps a list does about its entries. */
export const listingMutations = {
  initiateListing: (_: unknown, { input }: { input: ListingInput }, context: SubgraphContext) =>
    initiate(input, context),
  makeListingEffective: (_: unknown, args: StepArguments, context: SubgraphContext) =>
    step(args, { kind: 'MAKE_EFFECTIVE' }, context),
  revokeListing: (_: unknown, { documentNo, reason, ...args }: EndArguments, context: SubgraphContext) =>
    step(args, { kind: 'REVOKE', documentNo, reason }, context),
} satisfies Record<string, FieldResolver>;

/** Who got no answer asks once more: the same decision is entered once. */
async function initiate(input: ListingInput, context: SubgraphContext): Promise<ListingChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const list = coordinatedList(input.list);
  if (list === null) return refused({ ...NOT_FOUND, field: 'list' });
  // First of all, so that nobody else learns which subjects there are.
  if (!isOwnerOfficer(list.ownerDepartment, { caller })) return refused(NOT_THE_OWNER);
  const opening = await openingOf(input, context);
  if ('code' in opening) return refused(opening);
  const occasion = occasionOf(caller, context);
  const outcome = openListing(list, opening, occasion);
  if (outcome.kind === 'refused') return { listing: null, problems: outcome.problems };
  if (list.nature === 'INCENTIVE' && (await isAdverselyListed(opening.subjectId, context))) return refused(DISHONEST);
  context.disclosed.about([opening.subjectId]);
  const id = listingId(outcome.listing);
  const decide = (before: StoredListing | null): ListingOutcome => {
    if (before === null) return outcome;
    return { kind: 'refused', problems: isSameEntry(before, outcome.listing) ? [] : [ENTERED] };
  };
  return changeListing(id, decide, occasion, context);
}

async function openingOf(input: ListingInput, context: SubgraphContext): Promise<ListingOpening | Problem> {
  const { list, subject: subjectId, responsiblePersons, endsOn = null, ...decision } = input;
  const persons = [...new Set(responsiblePersons ?? [])];
  const subjectKind = kindOfSubjectId(subjectId);
  if (subjectKind === null || (await context.load.subject(subjectId)) === null)
    return { ...NOT_FOUND, field: 'subject' };
  if (persons.length > MOST_PERSONS) return invalid('responsiblePersons', `There are more than ${MOST_PERSONS}.`);
  for (const person of persons) {
    const isPerson = kindOfSubjectId(person) === 'NATURAL_PERSON';
    if (!isPerson || (await context.load.subject(person)) === null)
      return { ...NOT_FOUND, field: 'responsiblePersons' };
  }
  return { ...decision, subjectId, subjectKind, responsiblePersons: persons, endsOn };
}

/** Persons who answer for an organisation. */
const MOST_PERSONS = 20;

async function step(
  { id, version }: StepArguments,
  wanted: ListingStep,
  context: SubgraphContext,
): Promise<ListingChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const occasion = occasionOf(caller, context);
  const change = await changeListing(
    id,
    (listing) => {
      if (listing === null || listingSight(listing, caller, context) === null) {
        return { kind: 'refused', problems: NO_LISTING.problems };
      }
      if (listing.version !== version) return { kind: 'refused', problems: [CONFLICT] };
      return takeListingStep(listing, wanted, occasion);
    },
    occasion,
    context,
  );
  return seen(change, context);
}

/** Nobody is given an entry by a step that was refused, unless it sees it anyway. */
function seen(change: ListingChange, context: SubgraphContext): ListingChange {
  const { listing, problems } = change;
  const caller = authenticatedCaller(context);
  if (listing === null || caller === null || listingSight(listing, caller, context) === null) {
    return { listing: null, problems };
  }
  context.disclosed.about([listing.subjectId]);
  return change;
}

function isSameEntry(one: Listing, other: Listing): boolean {
  const decisionOf = ({ decidedOn, reason, legalBasis, endsOn, responsiblePersons }: Listing) =>
    JSON.stringify([decidedOn, reason, legalBasis, endsOn, responsiblePersons]);
  return decisionOf(one) === decisionOf(other);
}

const ENTERED = invalid('documentNo', 'The subject was entered in this list by this document already, in other words.');

const DISHONEST = invalid('subject', 'Something is in force against the subject, so it is in no list of integrity.');

function refused(problem: Problem): ListingChange {
  return { listing: null, problems: [problem] };
}
