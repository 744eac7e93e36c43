import type { Caller } from '../../schema/access/passport.ts';
import type { JsonFields } from '../../storage/port.ts';
import type { NoticeKind } from './notice.ts';

/** Where a department's record is. */
export interface RecordPlace {
  /** Code of the catalogue item. */
  readonly item: string;
  readonly id: string;
}

/** What happens to a record, beside that it is corrected. */
export type RecordEffectKind = 'REPAIR_RECORD' | 'RESTORE_RECORD' | 'MARK_RECORD' | 'UNMARK_RECORD' | 'WITHDRAW_RECORD';

/** What happens to an entry. */
export type ListingEffectKind =
  | 'REPAIR_LISTING'
  | 'RESTORE_LISTING'
  | 'MARK_LISTING'
  | 'UNMARK_LISTING'
  | 'REVOKE_LISTING';

/** One step of carrying out what a case decided. Each can be taken twice, and leaves the same. */
export type Effect =
  | { readonly kind: RecordEffectKind; readonly place: RecordPlace }
  | { readonly kind: 'CORRECT_RECORD'; readonly place: RecordPlace; readonly fields: JsonFields }
  | { readonly kind: ListingEffectKind; readonly listing: string }
  | { readonly kind: 'TELL'; readonly notice: NoticeKind };

/** What was decided and is still to be carried out, in order, in the name of who decided. */
export interface Outstanding {
  readonly by: Caller;
  readonly documentNo: string;
  readonly reason: string;
  /** At least one. */
  readonly effects: readonly Effect[];
}

/** What is left once the first step is taken; null for nothing. */
export function afterFirst({ effects, ...decided }: Outstanding): Outstanding | null {
  const [, ...rest] = effects;
  return rest.length === 0 ? null : { ...decided, effects: rest };
}
