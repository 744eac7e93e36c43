import { createHash } from 'node:crypto';
import type { Passport } from '../../schema/access/passport.ts';
import type { Subject } from '../../storage/port.ts';
import { accessFor } from '../_runtime/access/access.ts';
import type { RowAccess } from '../_runtime/access/row-access.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';

/** An item of which the caller sees something about a subject. */
export interface OpenItem {
  readonly item: ExchangedItem;
  readonly row: RowAccess;
}

/**
 * The items of which the caller sees records about the subject, by code. Nobody owns what another platform has sent: what an
 * officer may do with the records of its own department says nothing about them.
 */
export function openItems(
  { id, kind, areaCode }: Pick<Subject, 'id' | 'kind' | 'areaCode'>,
  items: ReadonlyMap<string, ExchangedItem>,
  passport: Passport,
): ReadonlyMap<string, OpenItem> {
  const unowned = withoutOwnership(passport);
  const open = new Map<string, OpenItem>();
  for (const [code, item] of items) {
    const access = accessFor(item.subgraph, unowned).of(item.type.name);
    if (access.isClosed) continue;
    const row = access.of({ id, kind, area: areaCode });
    if (row.current.row !== 'denied') open.set(code, { item, row });
  }
  return open;
}

function withoutOwnership(passport: Passport): Passport {
  const { rights, rightsKey } = passport;
  if (!rights.grants.some(isOwners)) return passport;
  const grants = rights.grants.filter((grant) => !isOwners(grant));
  // A key of its own: under the caller's, its ownership would be remembered as well.
  const key = createHash('sha256').update(`without ownership ${rightsKey}`).digest('base64url');
  return { ...passport, rights: { ...rights, grants }, rightsKey: key };
}

function isOwners({ source }: Passport['rights']['grants'][number]): boolean {
  return source === 'owner';
}
