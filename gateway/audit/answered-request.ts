import type { Disclosure } from '../../schema/access/passport.ts';
import type { AuditedCoordinates } from '../../storage/audit/port.ts';

/** What the executor knows of a request that it has answered, for the audit trail. */
export interface AnsweredRequest {
  readonly operation: { readonly hash: string; readonly name: string | null; readonly kind: 'query' | 'mutation' };
  readonly coordinates: AuditedCoordinates;
  /** Codes of the catalogue items of what was returned, sorted. */
  readonly items: readonly string[];
  /** Scopes that decided about what was returned. */
  readonly scopes: readonly string[];
  /** What the departments said of their answers. */
  readonly disclosures: readonly Disclosure[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether anything was asked that is not open to everybody. */
  readonly isProtected: boolean;
}
