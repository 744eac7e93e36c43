import type { RowKind } from '../../schema/access/grant.ts';

/**
 * What the hub keeps of who may read what: applications and agreements. One contract suite runs on every adapter.
 *
 * Promises of every adapter:
 * - a save is durable when it resolves, and refused when somebody else has saved the same thing meanwhile (optimistic
 *   versions, from 1);
 * - the revision grows with every save by any process, so that readers need only look at it.
 *
 * Errors: HubError with STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED, CONFLICT.
 */
export interface GovernanceStore {
  /** Engine and place, for people. */
  readonly description: string;
  /** Grows with every save. */
  revision(): Promise<number>;
  agreement(id: string): Promise<Agreement | null>;
  /** Latest request first. */
  agreements(filter: AgreementFilter): Promise<readonly Agreement[]>;
  /** `agreement.version` is the one to be written: 1 for a new one, else one more than what is there. */
  saveAgreement(agreement: Agreement): Promise<void>;
  application(id: string): Promise<Application | null>;
  applications(): Promise<readonly Application[]>;
  saveApplication(application: Application): Promise<void>;
  /** Consents that their subject has taken back. */
  revokedConsents(): Promise<readonly RevokedConsent[]>;
  /** Nothing changes where the subject has taken it back before. */
  revokeConsent(consent: RevokedConsent): Promise<void>;
  /**
   * Calls the listener after each save through this store; the save resolves when the listener has. Gives what ends it. Saves
   * through other stores are seen by the revision.
   */
  subscribe(listener: () => Promise<void>): () => void;
  close(): Promise<void>;
}

/** An application, platform or agency that asks; `id` is the `sub` of its token. */
export interface Application {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: 'application' | 'platform' | 'agency';
  /** Code of the department that runs it; null for platforms and agencies. */
  readonly department: string | null;
  readonly contact: string;
  /** False: none of its agreements counts. */
  readonly enabled: boolean;
}

export type AgreementStatus =
  | 'REQUESTED'
  /** Never stored: an active agreement whose first day has not come. */
  | 'APPROVED'
  | 'ACTIVE'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'SUSPENDED'
  | 'REVOKED'
  /** Never stored: an active agreement whose last day is over. */
  | 'EXPIRED';

/** A department's decision to share, from the request to its end. */
export interface Agreement {
  readonly id: string;
  readonly version: number;
  /** Code of the department that owns the data. */
  readonly provider: string;
  /** Id of the application that asks. */
  readonly consumer: string;
  readonly status: Exclude<AgreementStatus, 'APPROVED' | 'EXPIRED'>;
  /** The five items of a request (政务数据共享条例): what data, what for, how, on what basis, for how long. */
  readonly request: AgreementRequest;
  /** What the provider granted; null before it has decided. */
  readonly terms: AgreementTerms | null;
  /** Last day on which the provider has to decide, YYYY-MM-DD, as it was told at the request. */
  readonly decideBy: string;
  /** What happened, in order; never shortened. */
  readonly history: readonly AgreementEvent[];
}

export interface AgreementRequest {
  /** Scopes, such as "tax.credit-grade:read". */
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
  readonly kinds: readonly RowKind[] | null;
  readonly areas: readonly string[] | null;
  /** How the data is used: the matter it serves. */
  readonly usage: string;
  readonly legalBasis: string;
  /** YYYY-MM-DD, first and last day. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Requests a day. */
  readonly quotaPerDay: number;
}

/** Within what was requested; the provider may grant less, and mask. */
export interface AgreementTerms {
  readonly clear: readonly string[];
  readonly masked: readonly string[];
  readonly purposes: readonly string[];
  readonly kinds: readonly RowKind[] | null;
  readonly areas: readonly string[] | null;
  readonly validFrom: string;
  readonly validTo: string;
  readonly quotaPerDay: number;
}

export interface AgreementEvent {
  readonly at: string;
  /** Id of the officer or application. */
  readonly by: string;
  readonly what: 'REQUESTED' | 'APPROVED' | 'REFUSED' | 'WITHDRAWN' | 'SUSPENDED' | 'RESUMED' | 'REVOKED';
  /** Required for refusals, suspensions and revocations. */
  readonly reason: string | null;
}

export interface AgreementFilter {
  readonly provider?: string;
  readonly consumer?: string;
  readonly statuses?: readonly Agreement['status'][];
}

/** A consent is known by its `jti` and its subject together, so that nobody takes back what another one gave. */
export interface RevokedConsent {
  readonly jti: string;
  readonly subject: string;
  readonly at: string;
}
