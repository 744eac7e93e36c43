import { rightsAbout } from '../../../schema/access/rights-about.ts';
import { PERSON_BULK_SCOPE, type Rights } from '../../../schema/access/sight.ts';
import type { GuardedType } from './guarded-type.ts';

/** The rights without what says nothing of the type. */
export function relevantRights({ item, rule: own, fields }: GuardedType, rights: Rights): Rights {
  const rules = [own, ...fields.map(({ rule }) => rule)].filter((rule) => rule !== undefined);
  const history = item === undefined ? [] : [`${item}:history`];
  return rightsAbout([PERSON_BULK_SCOPE, ...history, ...rules.flatMap((rule) => rule.scopes.flat())], item, rights);
}
