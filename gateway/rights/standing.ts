import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ALL_ROWS, type Grant } from '../../schema/access/grant.ts';
import { type Caller, type Passport, PUBLIC_PASSPORT } from '../../schema/access/passport.ts';
import { CONSENT_POLICY, type Rights } from '../../schema/access/sight.ts';
import type { Agreement } from '../../storage/governance/port.ts';
import type { ScopeLapse } from '../policy/reason.ts';
import type { Principal } from '../principal.ts';
import { type AgreementGrants, agreementGrants } from './agreement-grants.ts';
import type { Consent } from './consent.ts';
import { inherentGrants, type ScopeTable } from './inherent-grants.ts';

/** What a caller may do for its purpose, and why not more. */
export interface Standing {
  readonly passport: Passport;
  /** Scopes that agreements of the caller name, and that they do not open now. */
  readonly lapses: ReadonlyMap<string, ScopeLapse>;
}

/** What rights are made of, beside the caller's own words. */
export interface RightsSetting {
  readonly table: ScopeTable;
  /** Agreements of a caller that is registered as what its token says, and enabled; none of anybody else. */
  readonly agreementsOf: (caller: Caller) => readonly Agreement[];
  readonly isUsedUp: (agreement: string, quotaPerDay: number, day: string) => boolean;
}

/** Who asks for what. */
export interface Claim {
  readonly principal: Principal;
  readonly purpose: string | null;
  readonly consent: Consent | null;
  /** In the city, YYYY-MM-DD. */
  readonly today: string;
}

/** What everybody has. */
export const PUBLIC_STANDING: Standing = { passport: PUBLIC_PASSPORT, lapses: new Map() };

const NO_AGREEMENTS: AgreementGrants = { grants: [], lapses: new Map() };

/**
 * The rights for one request: agreements that count now, scopes of the token, what the caller is, and the subject's consent.
 * Without a purpose there is nothing but what is public.
 */
export function standingOf(claim: Claim, setting: RightsSetting): Standing {
  const { principal, purpose, consent, today } = claim;
  const { caller, scopes } = principal;
  if (caller.kind === 'anonymous') return PUBLIC_STANDING;
  if (purpose === null) return withRights(claim, false, NO_AGREEMENTS);
  const isUsedUp = (agreement: string, quota: number) => setting.isUsedUp(agreement, quota, today);
  const agreed = agreementGrants(setting.agreementsOf(caller), { purpose, today, isUsedUp });
  const ofToken: Grant[] = scopes.length === 0 ? [] : [grantOf('token', scopes)];
  const own = [...agreed.grants, ...ofToken, ...inherentGrants(caller, setting.table)];
  const grants = [...boundGrants(own, caller, consent), ...consentGrants(consent)];
  const authenticated = isSharedWith(caller) ? true : 'by-consent';
  return withRights(claim, authenticated, { grants, lapses: agreed.lapses });
}

/** Whether the caller is one of those between whom departments share without conditions. */
function isSharedWith({ kind }: Caller): boolean {
  return kind !== 'subject' && kind !== 'agency';
}

function boundGrants(own: readonly Grant[], { kind, subject }: Caller, consent: Consent | null): readonly Grant[] {
  // What needs nothing but consent waits for it too.
  if (kind === 'agency') return [awaiting(ANY_CONSENT), ...own.flatMap((grant) => boundTo(grant, consent))];
  return subject === null ? own : own.map((grant) => ({ ...grant, rows: { ...grant.rows, subjects: [subject] } }));
}

function grantOf(source: string, clear: readonly string[]): Grant {
  return { source, clear, masked: [], policies: [], items: null, rows: ALL_ROWS };
}

function consentGrants(consent: Consent | null): readonly Grant[] {
  if (consent === null) return [];
  const rows = { ...ALL_ROWS, subjects: [consent.subject] };
  return [{ ...ANY_CONSENT, source: `consent:${consent.jti}`, items: consent.items, rows }];
}

const ANY_CONSENT: Grant = {
  source: 'consent',
  clear: [],
  masked: [],
  policies: [CONSENT_POLICY],
  items: null,
  rows: ALL_ROWS,
};

/**
 * A credit service agency reads about nobody without that subject's consent, whatever its agreements say. What they say stays
 * beside that as a grant for nobody, by which the gateway and departments tell that it is the consent which is missing.
 */
function boundTo(grant: Grant, consent: Consent | null): readonly Grant[] {
  if (consent === null) return [awaiting(grant)];
  const items = grant.items?.filter((item) => consent.items.includes(item)) ?? consent.items;
  return [{ ...grant, items, rows: { ...grant.rows, subjects: [consent.subject] } }, awaiting(grant)];
}

function awaiting(grant: Grant): Grant {
  return { ...grant, rows: { ...grant.rows, subjects: [] } };
}

function withRights(
  claim: Claim,
  authenticated: Rights['authenticated'],
  { grants, lapses }: AgreementGrants,
): Standing {
  const { caller } = claim.principal;
  const rights = { authenticated, grants };
  const text = JSON.stringify([caller, claim.purpose, rights, [...lapses]]);
  const rightsKey = createHash('sha256').update(text).digest('base64url');
  return { passport: { caller, purpose: claim.purpose, caseNumber: null, rights, rightsKey }, lapses };
}

/** Most standings that are remembered; who was not seen for longest goes. */
const MAX_STANDINGS = 10_000;

/** Remembers standings while nothing changes that they were made of: agreements, quotas, the day. */
export class StandingBook {
  #known = new LRUCache<string, { readonly standing: Standing; readonly mark: string }>({ max: MAX_STANDINGS });
  #setting: RightsSetting | undefined;

  standingOf(claim: Claim, setting: RightsSetting): Standing {
    const { principal, purpose, consent, today } = claim;
    if (principal.caller.kind === 'anonymous') return PUBLIC_STANDING;
    if (this.#setting !== setting) this.#known.clear();
    this.#setting = setting;
    const key = JSON.stringify([principal, purpose, consent]);
    const mark = `${today} ${usedUp(setting, principal.caller, today)}`;
    const known = this.#known.get(key);
    if (known?.mark === mark) return known.standing;
    const standing = standingOf(claim, setting);
    this.#known.set(key, { standing, mark });
    return standing;
  }
}

/** Agreements of the caller whose requests of the day are used up. */
function usedUp({ agreementsOf, isUsedUp }: RightsSetting, caller: Caller, today: string): string {
  return agreementsOf(caller)
    .filter(({ id, terms }) => terms !== null && isUsedUp(id, terms.quotaPerDay, today))
    .map(({ id }) => id)
    .join(' ');
}
