import type { AuditTrail } from '../storage/audit/port.ts';
import type { AgreementDirectory } from '../storage/governance/agreement-directory.ts';
import type { HashVariable } from './audit/audit-entry.ts';
import type { SignReceipt } from './request/audit.ts';
import type { Purposes } from './request/declare.ts';
import type { TokenPolicy } from './request/identify.ts';
import type { PassportSetting } from './sources/department-passports.ts';

/** What decides who may read what, and what is written down about it. */
export interface Authority {
  /** Whose tokens are believed; null takes none. */
  readonly tokens: TokenPolicy | null;
  /** Whose consents are believed; null takes none. */
  readonly consents: TokenPolicy | null;
  readonly purposes: Purposes;
  /** Null where there are no agreements: callers have what their tokens bring. */
  readonly agreements: AgreementDirectory | null;
  /** Null where nothing is written down: nothing protected is answered then. */
  readonly audit: AuditTrail | null;
  readonly hashVariable: HashVariable;
  /** Null where answers have no receipts. */
  readonly signReceipt: SignReceipt | null;
  /** Signs what departments elsewhere are shown; null where they are asked without. */
  readonly passports: PassportSetting | null;
  /** Name of the mutation by which a caller asks for access. */
  readonly requestMutation: string;
  readonly now: () => Date;
  /** The day in the city, YYYY-MM-DD. */
  readonly today: () => string;
}
