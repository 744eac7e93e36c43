import { ALL_ROWS, type Grant } from '../../schema/access/grant.ts';
import type { Caller } from '../../schema/access/passport.ts';
import { CONSENT_POLICY, PERSON_BULK_SCOPE, PERSON_SCOPE } from '../../schema/access/sight.ts';

/** Every scope of a supergraph, and the catalogue items by the code of their owner. */
export interface ScopeTable {
  readonly scopes: readonly string[];
  readonly itemsByOwner: ReadonlyMap<string, readonly string[]>;
}

/** What follows a catalogue item's code in the name of a scope for the records themselves, and for those of the past. */
const OPEN_ACTIONS = [':read', ':history'];

/** Scopes about natural persons begin so. */
const PERSON_PREFIX = PERSON_SCOPE.slice(0, PERSON_SCOPE.indexOf(':') + 1);

/** What a caller may see by being who it is, without anybody's decision. */
export function inherentGrants(caller: Caller, table: ScopeTable): readonly Grant[] {
  if (caller.subject !== null) return [selfGrant(caller.subject, table)];
  if (caller.department === null) return [];
  return [ownerGrant(caller.department, table)];
}

/**
 * A subject sees what is held about it (个人信息保护法 art. 45, for organisations by analogy); other persons' numbers within its
 * records stay masked.
 */
function selfGrant(subject: string, { scopes }: ScopeTable): Grant {
  const isOpen = (scope: string) =>
    scope.startsWith(PERSON_PREFIX) || OPEN_ACTIONS.some((action) => scope.endsWith(action));
  return {
    source: 'self',
    clear: [PERSON_SCOPE, ...scopes.filter(isOpen)],
    masked: scopes.filter((scope) => !isOpen(scope)),
    policies: [CONSENT_POLICY],
    items: null,
    rows: { kinds: null, areas: null, subjects: [subject] },
  };
}

/** A department sees its own data, whoever it is about. */
function ownerGrant(department: string, { scopes, itemsByOwner }: ScopeTable): Grant {
  const own = scopes.filter((scope) => scope.startsWith(`${department}.`));
  const items = itemsByOwner.get(department) ?? [];
  return {
    source: 'owner',
    clear: [PERSON_SCOPE, PERSON_BULK_SCOPE, ...own],
    masked: [],
    policies: [CONSENT_POLICY],
    items,
    rows: ALL_ROWS,
  };
}
