import type { Grant } from '../../schema/access/grant.ts';
import type { Agreement, AgreementTerms } from '../../storage/governance/port.ts';

/** Why an agreement that names a scope does not open it now, the nearest to opening it first. */
export type Lapse = 'quota' | 'suspended' | 'other-purpose' | 'expired';

/** What the agreements of a caller come to at one moment. */
export interface AgreementGrants {
  readonly grants: readonly Grant[];
  /** Scopes of agreements that do not count now, with the nearest reason. */
  readonly lapses: ReadonlyMap<string, Lapse>;
}

/** The moment that agreements are held against. */
export interface Moment {
  readonly purpose: string;
  /** In the city, YYYY-MM-DD. */
  readonly today: string;
  /** Whether the agreement's requests of today are used up. */
  readonly isUsedUp: (agreement: string, quotaPerDay: number) => boolean;
}

const NEAREST_FIRST: readonly Lapse[] = ['quota', 'suspended', 'other-purpose', 'expired'];

/** The grants of agreements that are active, for the purpose, within their days and their quota. */
export function agreementGrants(agreements: readonly Agreement[], moment: Moment): AgreementGrants {
  const grants: Grant[] = [];
  const lapses = new Map<string, Lapse>();
  for (const { id, status, terms } of agreements) {
    if (terms === null || (status !== 'ACTIVE' && status !== 'SUSPENDED')) continue;
    const lapse = lapseOf(id, status, terms, moment);
    if (lapse === undefined) grants.push(grantOf(id, terms));
    else for (const scope of [...terms.clear, ...terms.masked]) lapses.set(scope, nearer(lapses.get(scope), lapse));
  }
  return { grants, lapses };
}

function lapseOf(id: string, status: 'ACTIVE' | 'SUSPENDED', terms: AgreementTerms, moment: Moment): Lapse | undefined {
  if (terms.validTo < moment.today || terms.validFrom > moment.today) return 'expired';
  if (!terms.purposes.includes(moment.purpose)) return 'other-purpose';
  if (status === 'SUSPENDED') return 'suspended';
  return moment.isUsedUp(id, terms.quotaPerDay) ? 'quota' : undefined;
}

function grantOf(source: string, { clear, masked, kinds, areas }: AgreementTerms): Grant {
  return { source, clear, masked, policies: [], items: null, rows: { kinds, areas, subjects: null } };
}

function nearer(one: Lapse | undefined, other: Lapse): Lapse {
  if (one === undefined) return other;
  return NEAREST_FIRST.indexOf(one) < NEAREST_FIRST.indexOf(other) ? one : other;
}
