import { denialReason } from '../../../schema/access/denial-reason.ts';
import type { Row } from '../../../schema/access/grant.ts';
import type { DenialReason } from '../../../schema/access/passport.ts';
import { lesser, type Rights, type Sight, sightOfRow } from '../../../schema/access/sight.ts';
import type { GuardedField, GuardedType } from './guarded-type.ts';

/** How a caller sees one row, and each guarded field of it by its position in the type. */
export interface Sights {
  readonly row: Sight;
  readonly fields: readonly Sight[];
  /** Whether any of the fields is masked. */
  readonly isMasked: boolean;
  /** Why a field is denied; null where that has nothing to do with the row. */
  readonly reasons: readonly (DenialReason | null)[];
}

/**
 * Sights of a row that is itself seen as told. Where the row is masked its fields with `@mask` are, and others are clear. A
 * field whose own rule is met by masked scopes only, and that has no `@mask`, is denied: nobody said how else it should look.
 */
export function sightsOf(type: GuardedType, rights: Rights, row: Row, rowSight: Sight): Sights {
  const own = type.fields.map((field) => ownSight(field, type, rights, row));
  const fields = type.fields.map((field, index) => shownAs(field, lesser(rowSight, own[index] ?? 'denied')));
  const reasons = type.fields.map(({ rule }, index) =>
    own[index] === 'denied' ? denialReason({ rule, item: type.item }, rights, row) : null,
  );
  return { row: rowSight, fields, isMasked: fields.includes('masked'), reasons };
}

function ownSight({ rule, mask }: GuardedField, { item }: GuardedType, rights: Rights, row: Row): Sight {
  const sight = sightOfRow({ rule, item }, rights, row);
  return sight === 'masked' && rule !== undefined && mask === undefined ? 'denied' : sight;
}

function shownAs({ mask }: GuardedField, sight: Sight): Sight {
  return sight === 'masked' && mask === undefined ? 'clear' : sight;
}
