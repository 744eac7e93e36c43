import type { RowKind } from '../../schema/access/grant.ts';

/** How the life of a demo agreement has gone so far. */
export type SketchedLife = 'active' | 'requested' | 'expired' | 'suspended' | 'revoked';

/** What a demo agreement is about; days and versions follow from it. */
export interface AgreementSketch {
  readonly provider: string;
  readonly consumer: string;
  readonly purposes: readonly string[];
  readonly usage: string;
  readonly legalBasis: string;
  /** Scopes in clear; none unless given. */
  readonly clear?: readonly string[];
  /** Scopes with masked values; none unless given. */
  readonly masked?: readonly string[];
  /** All kinds unless given. */
  readonly kinds?: readonly RowKind[];
  /** All areas unless given. */
  readonly areas?: readonly string[];
  readonly quotaPerDay: number;
  /** Active unless given. */
  readonly life?: SketchedLife;
  /** Why it was suspended or revoked. */
  readonly reason?: string;
}
