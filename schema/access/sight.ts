import type { AccessRule } from './access-rule.ts';
import { type Grant, holdsFor, holdsForNobody, type Row } from './grant.ts';

/** How a caller sees a value. */
export type Sight = 'clear' | 'masked' | 'denied';

/** Scope that opens natural persons at all, their public records among them. */
export const PERSON_SCOPE = 'subjects.person:read';

/** Scope without which lists across subjects hold no natural person. */
export const PERSON_BULK_SCOPE = 'subjects.person:bulk';

/** Policy that the subject's consent fulfils, and the subject itself. */
export const CONSENT_POLICY = 'subject-consent';

/** Rights of one caller for one request. */
export interface Rights {
  /**
   * What `@authenticated` asks for. False for the public, and for whoever does not say what for. Everybody else has it, whatever kind
   * of caller it is, as in any federation router that is given the same supergraph
   * (https://specs.apollo.dev/authenticated/v0.1). But departments share without conditions with each other: who reads by
   * subjects' leave, as subjects themselves and credit service agencies do, has it `by-consent`, for catalogue items of those subjects.
   */
  readonly authenticated: boolean | 'by-consent';
  readonly grants: readonly Grant[];
}

/** What is asked for: the rule of its coordinate, and the catalogue item that it belongs to. */
export interface Protected {
  /** Undefined where anyone may read it. */
  readonly rule: AccessRule | undefined;
  /** Undefined where it belongs to none. */
  readonly item: string | undefined;
}

/** How the caller sees the value of one subject. */
export function sightOfRow(asked: Protected, rights: Rights, row: Row): Sight {
  const grants = rights.grants.filter((grant) => holdsFor(grant.rows, row));
  const sight = sightUnder(asked, rights.authenticated, grants);
  return row.kind === 'NATURAL_PERSON' ? lesser(sight, personSight(asked.item, grants)) : sight;
}

/** The most that the caller may see of any organisation or sole trader, whichever it is. */
export function bestSight(asked: Protected, rights: Rights): Sight {
  const grants = rights.grants.filter(({ rows }) => !holdsForNobody(rows));
  return sightUnder(asked, rights.authenticated, grants);
}

/** What the caller sees of every organisation and sole trader at least. */
export function worstSight(asked: Protected, rights: Rights): Sight {
  const unconditional = rights.grants.filter(
    ({ rows: { kinds, areas, subjects } }) =>
      areas === null &&
      subjects === null &&
      (kinds === null || (kinds.includes('ORGANIZATION') && kinds.includes('SOLE_TRADER'))),
  );
  return sightUnder(asked, rights.authenticated, unconditional);
}

/** The lesser of two sights. */
export function lesser(one: Sight, other: Sight): Sight {
  if (one === 'denied' || other === 'denied') return 'denied';
  return one === 'masked' || other === 'masked' ? 'masked' : 'clear';
}

/** Natural persons need a right of their own, or their consent, whatever the rule of the value says. */
function personSight(item: string | undefined, grants: readonly Grant[]): Sight {
  const byScope = scopesSight([[PERSON_SCOPE]], concerning(item, grants));
  if (byScope === 'clear' || hasPolicy(CONSENT_POLICY, item, grants)) return 'clear';
  return byScope;
}

function sightUnder(
  { rule, item }: Protected,
  authenticated: Rights['authenticated'],
  grants: readonly Grant[],
): Sight {
  if (rule === undefined) return 'clear';
  if (rule.authenticated && !isAuthenticated(authenticated, item, grants)) return 'denied';
  const { policies } = rule;
  const isAllowed = policies.length === 0 || policies.some((all) => all.every((name) => hasPolicy(name, item, grants)));
  if (!isAllowed) return 'denied';
  return scopesSight(rule.scopes, concerning(item, grants));
}

/** What belongs to no catalogue item is about no subject whose leave it would take. */
function isAuthenticated(
  authenticated: Rights['authenticated'],
  item: string | undefined,
  grants: readonly Grant[],
): boolean {
  if (authenticated !== 'by-consent' || item === undefined) return authenticated !== false;
  return hasPolicy(CONSENT_POLICY, item, grants);
}

/** Grants that are not limited to other catalogue items. */
function concerning(item: string | undefined, grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(({ items }) => items === null || (item !== undefined && items.includes(item)));
}

function scopesSight(alternatives: AccessRule['scopes'], grants: readonly Grant[]): Sight {
  if (alternatives.length === 0) return 'clear';
  const isClear = (scope: string) => grants.some(({ clear }) => clear.includes(scope));
  if (alternatives.some((all) => all.every(isClear))) return 'clear';
  const isOpen = (scope: string) => isClear(scope) || grants.some(({ masked }) => masked.includes(scope));
  return alternatives.some((all) => all.every(isOpen)) ? 'masked' : 'denied';
}

/**
 * What belongs to no catalogue item, such as a subject's own name, is opened by grants about named subjects: a consent to some
 * items says who it is about, but who owns items of all subjects has not learned anything of a subject by that.
 */
function hasPolicy(name: string, item: string | undefined, grants: readonly Grant[]): boolean {
  return grants.some(
    ({ policies, items, rows }) =>
      policies.includes(name) &&
      (items === null || (item === undefined ? rows.subjects !== null : items.includes(item))),
  );
}
