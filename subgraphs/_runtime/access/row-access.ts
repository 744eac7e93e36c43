import { denialReason } from '../../../schema/access/denial-reason.ts';
import type { Row } from '../../../schema/access/grant.ts';
import type { DenialReason } from '../../../schema/access/passport.ts';
import { lesser, PERSON_BULK_SCOPE, type Rights, sightOfRow } from '../../../schema/access/sight.ts';
import type { StoredRecord } from '../../../storage/port.ts';
import type { GuardedType } from './guarded-type.ts';
import { holdingGrants } from './holding-grants.ts';
import { type Reach, recordAge } from './record-age.ts';
import { type Sights, sightsOf } from './sights.ts';

/** What a caller sees of one subject's records of one type. */
export interface RowAccess {
  /** Of the records that count now; denied as a row where the caller sees none of the subject's. */
  readonly current: Sights;
  /** The same, for whoever asks of each record. */
  readonly always: () => Sights;
  /** Of those of the past; null where it sees none of them. */
  readonly past: Sights | null;
  readonly reach: Reach;
  /** Whether lists across subjects hold them. */
  readonly isListed: boolean;
  /** Why it sees none; null where that has nothing to do with the subject. */
  readonly reason: DenialReason | null;
}

/** What the rights come to for the row. */
export function rowAccess(type: GuardedType, rights: Rights, row: Row): RowAccess {
  const asked = { rule: type.rule, item: type.item };
  const sight = sightOfRow(asked, rights, row);
  if (sight === 'denied') return { ...CLOSED, reason: denialReason(asked, rights, row) };
  const current = sightsOf(type, rights, row, sight);
  const isOwner = holdingGrants(type, rights, row).some(({ source }) => source === 'owner');
  const history = isOwner ? 'clear' : historySight(type, rights, row);
  const past = history === 'denied' ? null : sightsOf(type, rights, row, lesser(sight, history));
  const reach = isOwner ? 'all' : past === null ? 'current' : 'past';
  return { current, always: () => current, past, reach, isListed: isListed(type, rights, row), reason: null };
}

const NOTHING: Sights = { row: 'denied', fields: [], isMasked: false, reasons: [] };

const CLOSED = {
  current: NOTHING,
  always: () => NOTHING,
  past: null,
  reach: 'current',
  isListed: false,
} as const;

/** Sights of one record; null where the caller does not see it. */
export function sightsOfRecord(
  { current, past, reach }: RowAccess,
  record: StoredRecord,
  isPublished: boolean,
  today: string,
): Sights | null {
  if (current.row === 'denied') return null;
  const age = recordAge(record, isPublished, today);
  if (age === 'current') return current;
  return age === 'past' || reach === 'all' ? past : null;
}

/** Whether and how the caller holds `<item>:history`. */
function historySight({ item }: GuardedType, rights: Rights, row: Row) {
  if (item === undefined) return 'denied';
  return sightOfRow({ rule: { authenticated: true, scopes: [[`${item}:history`]], policies: [] }, item }, rights, row);
}

/** Reading natural persons in bulk is a right of its own, which no masked scope gives. */
function isListed(type: GuardedType, rights: Rights, row: Row): boolean {
  if (row.kind !== 'NATURAL_PERSON') return true;
  return holdingGrants(type, rights, row).some(({ clear }) => clear.includes(PERSON_BULK_SCOPE));
}
