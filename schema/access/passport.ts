import type { Rights } from './sight.ts';

/** Kinds of caller. */
export type PrincipalKind =
  | 'anonymous'
  | 'application'
  | 'platform'
  | 'subject'
  | 'agency'
  | 'officer'
  | 'auditor'
  | 'operator';

/** Who asks. */
export interface Caller {
  readonly kind: PrincipalKind;
  /** Name that its issuer gave it: the `sub` of its token; "public" for anonymous callers. */
  readonly id: string;
  /** Code of the department that it belongs to; null for who belongs to none. */
  readonly department: string | null;
  /** Id of the subject that it is; null for who is none. */
  readonly subject: string | null;
}

/** What a department is told of the request that it is asked for: who, for what, with which rights. */
export interface Passport {
  readonly caller: Caller;
  /** Code of the purpose; null where none was given. */
  readonly purpose: string | null;
  /** Number of the business file that the purpose belongs to. */
  readonly caseNumber: string | null;
  readonly rights: Rights;
  /** Equal for equal callers, purposes and rights: what may be remembered for one of them may be for the other. */
  readonly rightsKey: string;
}

/** Why a place is denied. */
export type DenialReason =
  | 'UNAUTHENTICATED'
  | 'PURPOSE_MISSING'
  | 'NO_AGREEMENT'
  | 'AGREEMENT_EXPIRED'
  | 'AGREEMENT_SUSPENDED'
  | 'AGREEMENT_NOT_BEGUN'
  | 'OUT_OF_REGION'
  | 'SUBJECT_KIND'
  | 'CONSENT_MISSING'
  | 'QUOTA_EXCEEDED';

/** What a department says of an answer beside its data: for the audit trail, and for the caller's errors. */
export interface Disclosure {
  /** Ids of the subjects about which something was given out. */
  readonly subjects: readonly string[];
  /** Rows that were left out or emptied, once for each coordinate and reason. */
  readonly denials: readonly RowDenial[];
  /**
   * Codes of the catalogue items of which something was told by other types than their own. Only the hub's own subgraphs speak of
   * several departments' items; of others it is not taken over.
   */
  readonly items?: readonly string[] | undefined;
}

/** Rows of a coordinate that the caller may not see. */
export interface RowDenial {
  /** `Type.field` in the schema. */
  readonly coordinate: string;
  readonly reason: DenialReason;
}

/** The caller that has no right but the public's. */
export const PUBLIC_PASSPORT: Passport = {
  caller: { kind: 'anonymous', id: 'public', department: null, subject: null },
  purpose: null,
  caseNumber: null,
  rights: { authenticated: false, grants: [] },
  rightsKey: 'public',
};
