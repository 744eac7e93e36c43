import type { Asker } from '../graph.ts';

function officer(department: string): Asker {
  return { claims: { sub: `officer:${department}`, kind: 'officer', department }, purpose: 'joint-action' };
}

/** Keeps the list, and decides upon repairs. */
export const MARKET = officer('market');

/** Has tasks, as two more departments have. */
export const FINANCE = officer('finance');

export const TAX = officer('tax');

/** The credit office, which has tasks too. */
export const CREDIT_OFFICE = officer('development-reform');

/** Checks whoever bids. */
export const PROCUREMENT: Asker = {
  claims: { sub: 'app:procurement', kind: 'application', department: 'finance' },
  purpose: 'procurement-review',
};

/** Pulls what changes. */
export const REGION: Asker = { claims: { sub: 'platform:guangxi', kind: 'platform' }, purpose: 'platform-exchange' };

/** Reads all figures. */
export const AUDITOR: Asker = { claims: { sub: 'auditor:city', kind: 'auditor' }, purpose: 'audit' };

/** The company itself: its own token needs no purpose. The public has no token at all. */
export function companyItself(subject: string): Asker {
  return { claims: { sub: 'subject:self', kind: 'subject', subject } };
}
