import type { RecordState } from '../../storage/port.ts';
import type { CaseWork } from '../_runtime/case-work.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import { type NewState, stateChange } from '../_runtime/intake/state-change.ts';
import { cityDay } from '../_runtime/subgraph-context.ts';
import { changeRecord } from './changed-record.ts';
import { coordinationOf } from './coordination-context.ts';
import { correction } from './correction.ts';
import type { DecidedCase } from './decided-case.ts';
import type { Effect, ListingEffectKind, Outstanding, RecordEffectKind, RecordPlace } from './effect.ts';
import { listingStateOn } from './listing.ts';
import { changeListing } from './listing-book.ts';
import type { StoredListing } from './listing-case.ts';
import { type ListingOutcome, type OwnerStep, takeDecidedStep } from './listing-life.ts';
import { recipientsOf } from './recipients.ts';

/**
 * Takes one step of what a case decided. Where it was taken already, or there is nothing any more to take it upon, nothing happens.
 *
 * @returns who is to be told; nobody but for TELL
 */
export async function performEffect(
  effect: Effect,
  about: DecidedCase & { readonly outstanding: Outstanding },
  work: CaseWork,
  now: Date,
): Promise<readonly string[]> {
  switch (effect.kind) {
    case 'TELL':
      return recipientsOf(about, work);
    case 'REPAIR_LISTING':
    case 'RESTORE_LISTING':
    case 'MARK_LISTING':
    case 'UNMARK_LISTING':
    case 'REVOKE_LISTING':
      await performOnListing(effect.kind, effect.listing, about.outstanding, work, now);
      return [];
    case 'CORRECT_RECORD': {
      const { item, id, department } = placeOf(effect.place, work);
      const change = correction(item, effect.fields, now.toISOString(), work.store);
      await changeRecord({ type: item.type.name, id, department }, change, work.store);
      return [];
    }
    default:
      await performOnRecord(effect.kind, effect.place, work, now);
      return [];
  }
}

/** From which states a record goes to which, and what the journal says. */
const RECORD_EFFECTS: Readonly<Record<RecordEffectKind, NewState & { readonly from: readonly RecordState[] }>> = {
  REPAIR_RECORD: { from: ['EFFECTIVE', 'UNDER_OBJECTION', 'EXPIRED'], state: 'REPAIRED', reason: 'REPAIRED' },
  RESTORE_RECORD: { from: ['REPAIRED'], state: 'EFFECTIVE', reason: 'CORRECTED' },
  MARK_RECORD: { from: ['EFFECTIVE'], state: 'UNDER_OBJECTION', reason: 'OBJECTION' },
  UNMARK_RECORD: { from: ['UNDER_OBJECTION'], state: 'EFFECTIVE', reason: 'OBJECTION' },
  WITHDRAW_RECORD: { from: ['EFFECTIVE', 'UNDER_OBJECTION', 'EXPIRED'], state: 'WITHDRAWN', reason: 'REVOKED' },
};

async function performOnRecord(kind: RecordEffectKind, place: RecordPlace, work: CaseWork, now: Date): Promise<void> {
  const { item, id, department } = placeOf(place, work);
  const { from, ...to } = RECORD_EFFECTS[kind];
  await changeRecord(
    { type: item.type.name, id, department },
    (record) => (from.includes(record.state) ? stateChange(record, to, now.toISOString(), work.store) : null),
    work.store,
  );
}

async function performOnListing(
  kind: ListingEffectKind,
  id: string,
  { by: caller, documentNo, reason }: Outstanding,
  work: CaseWork,
  now: Date,
): Promise<void> {
  const occasion = { caller, now, today: cityDay(now) };
  const decide = (listing: StoredListing | null): ListingOutcome => {
    if (listing === null || !isToDo(kind, listing, occasion.today)) return NOTHING_TO_DO;
    return takeDecidedStep(listing, stepOf(kind, { documentNo, reason }), occasion);
  };
  const { problems } = await changeListing(id, decide, occasion, work);
  if (problems.length > 0) throw new Error(`${kind} was refused: ${problems.map(({ message }) => message).join(' ')}`);
}

const NOTHING_TO_DO: ListingOutcome = { kind: 'refused', problems: [] };

function isToDo(kind: ListingEffectKind, listing: StoredListing, today: string): boolean {
  const state = listingStateOn(listing, today);
  const isOpen = state === 'EFFECTIVE' || state === 'NOTIFIED';
  switch (kind) {
    case 'REPAIR_LISTING':
      return state === 'EFFECTIVE';
    case 'RESTORE_LISTING':
      return state === 'REPAIRED';
    case 'REVOKE_LISTING':
      return isOpen;
    case 'MARK_LISTING':
      return isOpen && !listing.underObjection;
    case 'UNMARK_LISTING':
      return isOpen && listing.underObjection;
  }
}

function stepOf(kind: ListingEffectKind, decided: { readonly documentNo: string; readonly reason: string }): OwnerStep {
  switch (kind) {
    case 'REPAIR_LISTING':
      return { kind: 'REPAIR', ...decided };
    case 'RESTORE_LISTING':
      return { kind: 'RESTORE', ...decided };
    case 'REVOKE_LISTING':
      return { kind: 'REVOKE', ...decided };
    case 'MARK_LISTING':
      return { kind: 'MARK_OBJECTION' };
    case 'UNMARK_LISTING':
      return { kind: 'CLEAR_OBJECTION' };
  }
}

/** A catalogue item does not go while the hub runs; one that a release took away is for people to look at. */
function placeOf({ item: code, id }: RecordPlace, work: CaseWork): PlacedRecord {
  const item = coordinationOf(work).items.get(code);
  if (item === undefined) throw new Error(`there is no catalogue item ${code} any more`);
  return { item, id, department: item.subgraph.department.code };
}

interface PlacedRecord {
  readonly item: ExchangedItem;
  readonly id: string;
  readonly department: string;
}
