import type { SubjectKind } from '../../seeds/reference/cells.ts';
import type { StoredRecord } from '../../storage/port.ts';
import { stateOn } from '../../storage/state-on-day.ts';
import type { CaseWork } from '../_runtime/case-work.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import { coordinationOf } from './coordination-context.ts';
import { type Listing, listingStateOn } from './listing.ts';
import { listingById } from './listing-book.ts';
import { isGround, isList } from './record-ground.ts';

/** What a repair or an objection is about: an entry that was coordinated here, or a department's own record. */
export interface Target {
  readonly source: 'LISTING' | 'RECORD';
  readonly id: string;
  /** Code of the record's catalogue item; null for an entry. */
  readonly item: string | null;
}

/** How it stands: an entry of which its subject was only told, in force, disputed, or of no effect any more. */
export type TargetStanding = 'NOTIFIED' | 'IN_FORCE' | 'DISPUTED' | 'ENDED';

/** What rules ask of it. */
export interface TargetFacts {
  readonly target: Target;
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  /** Code of the department that decided, and so repairs and corrects (谁认定、谁修复). */
  readonly owner: string;
  readonly documentNo: string;
  readonly decidedOn: string;
  /** Code of the list that it is an entry in; null for other records. */
  readonly list: string | null;
  /** Values of the graph's PenaltyKind; null for what is no penalty. */
  readonly penaltyKinds: readonly string[] | null;
  readonly standing: TargetStanding;
}

/** Whether two of them are the same. */
export function isSameTarget(one: Target, other: Target): boolean {
  return one.source === other.source && one.id === other.id && one.item === other.item;
}

/** Null where there is none. Whether somebody may know of it is another question. */
export async function factsOf(target: Target, work: CaseWork, today: string): Promise<TargetFacts | null> {
  if (target.source === 'LISTING') {
    const listing = await listingById(target.id, work);
    return listing === null ? null : ofListing(target, listing, today);
  }
  const item = coordinationOf(work).items.get(target.item ?? '');
  if (item === undefined) return null;
  const record = (await work.store.recordsById(item.type.name, [target.id])).get(target.id);
  return record === undefined ? null : ofRecord(target, record, item, today);
}

function ofListing(target: Target, listing: Listing, today: string): TargetFacts {
  const { subjectId, subjectKind, owner, documentNo, decidedOn, list, underObjection } = listing;
  const state = listingStateOn(listing, today);
  const inTime = state === 'NOTIFIED' ? 'NOTIFIED' : state === 'EFFECTIVE' ? 'IN_FORCE' : 'ENDED';
  const standing = inTime !== 'ENDED' && underObjection ? 'DISPUTED' : inTime;
  return { target, subjectId, subjectKind, owner, documentNo, decidedOn, list, penaltyKinds: null, standing };
}

function ofRecord(target: Target, record: StoredRecord, item: ExchangedItem, today: string): TargetFacts {
  const { subjectId, subjectKind, documentNo, decisionDate: decidedOn, fields } = record;
  const { department } = item.subgraph;
  const list = isList(item.type) ? String(fields.listKind) : null;
  const isPenalty = item.type.standards.has('AdminPenalty') && Array.isArray(fields.penaltyKinds);
  const penaltyKinds = isPenalty ? (fields.penaltyKinds as readonly string[]) : null; // cast: intake held it against the enum
  const standing = standingOf(record, item, today);
  return {
    target,
    subjectId,
    subjectKind,
    owner: department.code,
    documentNo,
    decidedOn,
    list,
    penaltyKinds,
    standing,
  };
}

function standingOf(record: StoredRecord, { type }: ExchangedItem, today: string): TargetStanding {
  if (isList(type) && !isGround(record, type, today)) return 'ENDED';
  const state = stateOn(record, today);
  if (state === 'UNDER_OBJECTION') return 'DISPUTED';
  return state === 'EFFECTIVE' ? 'IN_FORCE' : 'ENDED';
}
