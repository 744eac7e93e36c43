import type { Grant } from '../../../schema/access/grant.ts';
import { PERSON_BULK_SCOPE, PERSON_SCOPE, type Rights } from '../../../schema/access/sight.ts';
import { grantsFor } from '../../../schema/passport/grants-for.ts';
import type { GuardedType } from './guarded-type.ts';

/** The rights without what says nothing of the type: conditions of other grants then cost nothing. */
export function relevantRights(type: GuardedType, { authenticated, grants }: Rights): Rights {
  const rules = [type.rule, ...type.fields.map(({ rule }) => rule)].filter((rule) => rule !== undefined);
  const history = type.item === undefined ? [] : [`${type.item}:history`];
  const scopes = [PERSON_SCOPE, PERSON_BULK_SCOPE, ...history, ...rules.flatMap((rule) => rule.scopes.flat())];
  const about = (grant: Grant) => grant.items === null || type.item === undefined || grant.items.includes(type.item);
  return { authenticated, grants: grantsFor(new Set(scopes), grants).filter(about) };
}
