import { grantsFor } from '../passport/grants-for.ts';
import type { Grant } from './grant.ts';
import { PERSON_SCOPE, type Rights } from './sight.ts';

/**
 * The rights without what says nothing of rules that mention these scopes, nor of natural persons: conditions of other grants then
 * cost nothing, and change nothing.
 *
 * @param item code of the catalogue item that the rules belong to; undefined where that is none
 */
export function rightsAbout(scopes: readonly string[], item: string | undefined, rights: Rights): Rights {
  const about = (grant: Grant) => grant.items === null || item === undefined || grant.items.includes(item);
  const grants = grantsFor(new Set([PERSON_SCOPE, ...scopes]), rights.grants).filter(about);
  return { authenticated: rights.authenticated, grants };
}
