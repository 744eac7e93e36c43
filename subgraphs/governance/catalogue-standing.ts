import type { AccessRule } from '../../schema/access/access-rule.ts';
import type { Passport, PrincipalKind } from '../../schema/access/passport.ts';
import { bestSight, lesser, type Sight } from '../../schema/access/sight.ts';
import type { CatalogueField, CatalogueItem } from './catalogue.ts';

/**
 * Where a caller stands with a part of the catalogue: it reads it, reads it masked, can ask for it, or can never have it.
 * About organisations and sole traders; natural persons need a right of their own beside it.
 */
export type Standing = 'CLEAR' | 'MASKED' | 'REQUESTABLE' | 'CLOSED';

/** Callers that agreements are made with. Persons get what they see by being who they are, and the public nothing more. */
const CONSUMERS: readonly PrincipalKind[] = ['application', 'platform', 'agency'];

/** Where the caller stands with the records as such. */
export function standingOfItem({ code, rule }: CatalogueItem, passport: Passport): Standing {
  return standing(sightOf(rule === undefined ? [] : [rule], code, passport), passport);
}

/** Where the caller stands with one field; one that is never masked is clear to whom others are masked. */
export function standingOfField({ rules, mask }: CatalogueField, item: string, passport: Passport): Standing {
  const sight = sightOf(rules, item, passport);
  return standing(sight === 'masked' && mask === null ? 'clear' : sight, passport);
}

function sightOf(rules: readonly AccessRule[], item: string, { rights }: Passport): Sight {
  return rules.reduce<Sight>((sight, rule) => lesser(sight, bestSight({ rule, item }, rights)), 'clear');
}

function standing(sight: Sight, { caller }: Passport): Standing {
  if (sight === 'clear') return 'CLEAR';
  if (sight === 'masked') return 'MASKED';
  return CONSUMERS.includes(caller.kind) ? 'REQUESTABLE' : 'CLOSED';
}
