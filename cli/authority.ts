import type { Authority } from '../gateway/authority.ts';
import type { Log } from '../gateway/log.ts';
import type { TokenPolicy } from '../gateway/request/identify.ts';
import type { PassportSetting } from '../gateway/sources/department-passports.ts';
import { purposeUsers } from '../seeds/reference/purposes.ts';
import { openTrail } from '../storage/audit/open-trail.ts';
import type { AuditLedger } from '../storage/audit/port.ts';
import { receiptOf, signReceipt } from '../storage/audit/receipt.ts';
import { type AgreementDirectory, openAgreementDirectory } from '../storage/governance/agreement-directory.ts';
import { openGovernance } from '../storage/governance/open-governance.ts';
import type { GovernanceStore } from '../storage/governance/port.ts';
import type { KeyRing } from '../storage/key-ring.ts';
import { cityDay } from '../subgraphs/_runtime/subgraph-context.ts';
import type { StoreOptions } from './open-store.ts';
import type { SigningKey } from './signing-key.ts';

/** Name of the mutation by which a caller asks an owner for access. */
const REQUEST_MUTATION = 'requestAgreement';

/** What decides who may read what, with the stores behind it. */
export interface OpenAuthority {
  readonly authority: Authority;
  readonly audit: AuditLedger;
  readonly governance: GovernanceStore;
  close(): Promise<void>;
}

/** What an authority is made of. */
export interface AuthoritySetting {
  readonly location: StoreOptions;
  readonly keys: KeyRing;
  /** Signs receipts and passports. */
  readonly hubKey: SigningKey;
  readonly tokens: TokenPolicy | null;
  readonly consents: TokenPolicy | null;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Opens agreements and audit trail beside the records.
 *
 * @throws HubError CONFIG_INVALID, STORE_*, AUDIT_UNAVAILABLE
 */
export async function openAuthority(setting: AuthoritySetting): Promise<OpenAuthority> {
  const { store, data } = setting.location;
  const audit = await openTrail(store, data);
  const governance = await openGovernance(store, data);
  const onFailure = (cause: unknown) => setting.log.error({ cause }, 'agreements cannot be read');
  const agreements = await openAgreementDirectory(governance, onFailure);
  return {
    authority: authorityOf(setting, audit, agreements),
    audit,
    governance,
    close: async () => {
      await agreements.close();
      await governance.close();
      await audit.close();
    },
  };
}

/** Name by which departments know the gateways of a hub. */
const PASSPORT_ISSUER = 'credit-hub';

function authorityOf(
  { keys, hubKey, tokens, consents, now }: AuthoritySetting,
  audit: AuditLedger,
  agreements: AgreementDirectory,
): Authority {
  return {
    ...publicAuthority(now),
    tokens,
    consents,
    agreements,
    audit,
    hashVariable: (value) => keys.lookupHash('audit variable', value),
    signReceipt: (entry, place) => signReceipt(receiptOf(entry, place), hubKey.privateKey, hubKey.kid),
    passports: passportSetting(hubKey, now),
  };
}

/** Signs passports with the key. */
export function passportSetting({ kid, privateKey }: SigningKey, now: () => Date): PassportSetting {
  return { issuer: PASSPORT_ISSUER, key: { kid, privateKey }, now };
}

/** An authority that lets nobody see more than the public: it has no agreements, and writes nothing down. */
export function publicAuthority(now: () => Date): Authority {
  return {
    tokens: null,
    consents: null,
    purposes: purposeUsers(),
    agreements: null,
    audit: null,
    hashVariable: () => '',
    signReceipt: null,
    passports: null,
    requestMutation: REQUEST_MUTATION,
    now,
    today: () => cityDay(now()),
  };
}
