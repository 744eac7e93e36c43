import { type Grant, holdsFor, type Row } from '../../../schema/access/grant.ts';
import type { Rights } from '../../../schema/access/sight.ts';
import type { GuardedType } from './guarded-type.ts';

/** The grants that are about the type's catalogue item and hold for the row. */
export function holdingGrants({ item }: GuardedType, { grants }: Rights, row: Row): readonly Grant[] {
  return grants.filter(
    ({ items, rows }) => (items === null || (item !== undefined && items.includes(item))) && holdsFor(rows, row),
  );
}
