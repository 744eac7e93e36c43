import type { Grant } from '../../schema/access/grant.ts';
import type { Agreement, AgreementTerms } from '../../storage/governance/port.ts';
import { SCOPE_LAPSES, type ScopeLapse } from '../policy/reason.ts';

/** What the agreements of a caller come to at one moment. */
export interface AgreementGrants {
  readonly grants: readonly Grant[];
  /** Scopes of agreements that do not count now, with the nearest reason. */
  readonly lapses: ReadonlyMap<string, ScopeLapse>;
}

/** The moment that agreements are held against. */
export interface Moment {
  readonly purpose: string;
  /** In the city, YYYY-MM-DD. */
  readonly today: string;
  /** Whether the agreement's requests of today are used up. */
  readonly isUsedUp: (agreement: string, quotaPerDay: number) => boolean;
}

/** The grants of agreements that are active, for the purpose, within their days and their quota. */
export function agreementGrants(agreements: readonly Agreement[], moment: Moment): AgreementGrants {
  const grants: Grant[] = [];
  const lapses = new Map<string, ScopeLapse>();
  for (const { id, status, terms } of agreements) {
    if (terms === null || (status !== 'ACTIVE' && status !== 'SUSPENDED')) continue;
    const lapse = lapseOf(id, status, terms, moment);
    if (lapse === undefined) grants.push(grantOf(id, terms));
    else for (const scope of [...terms.clear, ...terms.masked]) lapses.set(scope, nearer(lapses.get(scope), lapse));
  }
  return { grants, lapses };
}

function lapseOf(
  id: string,
  status: 'ACTIVE' | 'SUSPENDED',
  terms: AgreementTerms,
  moment: Moment,
): ScopeLapse | undefined {
  if (terms.validTo < moment.today) return 'expired';
  if (!terms.purposes.includes(moment.purpose)) return 'other-purpose';
  if (status === 'SUSPENDED') return 'suspended';
  if (terms.validFrom > moment.today) return 'not-begun';
  return moment.isUsedUp(id, terms.quotaPerDay) ? 'quota' : undefined;
}

function grantOf(source: string, { clear, masked, kinds, areas }: AgreementTerms): Grant {
  return { source, clear, masked, policies: [], items: null, rows: { kinds, areas, subjects: null } };
}

function nearer(one: ScopeLapse | undefined, other: ScopeLapse): ScopeLapse {
  if (one === undefined) return other;
  return SCOPE_LAPSES.indexOf(one) < SCOPE_LAPSES.indexOf(other) ? one : other;
}
