import type { AccessRule } from '../../schema/access/access-rule.ts';
import type { Caller } from '../../schema/access/passport.ts';
import { CONSENT_POLICY, sightOfRow } from '../../schema/access/sight.ts';
import { kindOf } from '../_runtime/access/row-of.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { CREDIT_OFFICE } from '../_runtime/credit-office.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { DecidedCase } from './decided-case.ts';

/**
 * How much of a repair or an objection a caller sees: all, for the department that decides, the credit office and auditors; all but who
 * did what, for the subject itself and for whoever reads by its leave.
 */
export type CaseSight = 'all' | 'own';

/** Null where the caller sees nothing of it: to that one it looks as if there were none. */
export function caseSight(one: DecidedCase, context: SubgraphContext): CaseSight | null {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  if (caller.kind === 'auditor' || isOfOwner(one, caller) || isCreditOfficer(caller)) return 'all';
  if (caller.subject !== null) return caller.subject === one.subjectId ? 'own' : null;
  return hasConsent(one, context) ? 'own' : null;
}

/**
 * Whether the caller may know who read of the decision: officers of the department whose item it is, the subject itself, and auditors.
 * The same as of the audit trail; who reads by the subject's leave learns nothing of others that do.
 */
export function seesReaders({ owner, subjectId }: DecidedCase, context: SubgraphContext): boolean {
  const caller = authenticatedCaller(context);
  if (caller === null) return false;
  if (caller.kind === 'officer') return caller.department === owner;
  return caller.kind === 'auditor' || (caller.kind === 'subject' && caller.subject === subjectId);
}

/** Whether the caller works for the department that decides. */
export function isOfOwner({ owner }: Pick<DecidedCase, 'owner'>, { kind, department }: Caller): boolean {
  return (kind === 'officer' || kind === 'application') && department === owner;
}

export function isCreditOfficer({ kind, department }: Caller): boolean {
  return kind === 'officer' && department === CREDIT_OFFICE;
}

/** Whether the caller may bring it up: the subject itself, or officers of the department that decides and of the credit office. */
export function mayBringUp({ owner, subjectId }: Pick<DecidedCase, 'owner' | 'subjectId'>, caller: Caller): boolean {
  if (caller.kind === 'subject') return caller.subject === subjectId;
  return isCreditOfficer(caller) || (caller.kind === 'officer' && caller.department === owner);
}

function hasConsent({ subjectId, target }: DecidedCase, { passport }: SubgraphContext): boolean {
  const row = { id: subjectId, kind: kindOf(subjectId), area: null };
  return sightOfRow({ rule: BY_CONSENT, item: target.item ?? undefined }, passport.rights, row) === 'clear';
}

const BY_CONSENT: AccessRule = { authenticated: false, scopes: [], policies: [[CONSENT_POLICY]] };
