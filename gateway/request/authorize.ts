import type { IncomingMessage } from 'node:http';
import { HubError } from '../../schema/errors.ts';
import type { Principal } from '../principal.ts';
import { type Consent, readConsent } from '../rights/consent.ts';
import { type RightsSetting, type Standing, StandingBook } from '../rights/standing.ts';
import { type Declaration, declare, type Purposes } from './declare.ts';
import type { TokenPolicy } from './identify.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** What a request may do, and whether it wants all or nothing. */
export interface Authorized {
  readonly standing: Standing;
  readonly isStrict: boolean;
  /** False once the caller's rights are others than when the request came in: somebody has revoked something. */
  readonly isCurrent: () => boolean;
}

/** Works out what a request may do. Refuses with PURPOSE_INVALID, CONSENT_REFUSED, ISSUER_UNAVAILABLE or STORE_UNAVAILABLE. */
export type Authorize = (
  message: Pick<IncomingMessage, 'headers'>,
  principal: Principal,
) => Promise<Outcome<Authorized>>;

/** What rights are worked out from. */
export interface AuthorizeSetting {
  readonly purposes: Purposes;
  /** Whose consents are believed; null takes none. */
  readonly consents: TokenPolicy | null;
  /** Agreements, quotas and scopes of this moment: the same object until any of them changes. */
  readonly rights: () => RightsSetting;
  /** True while agreements cannot be read: somebody may have revoked one, so that none counts. */
  readonly isStale: () => boolean;
  /** Whether the subject has taken the consent back. */
  readonly isRevoked: (consent: Consent) => boolean;
  /** The day in the city, YYYY-MM-DD. */
  readonly today: () => string;
}

/** The step that turns who asks, what for, and by whose leave into rights. */
export function authorization(setting: AuthorizeSetting): Authorize {
  const book = new StandingBook();
  return async (message, principal) => {
    const declared = declare(message, principal, setting.purposes);
    if (declared.kind === 'refused') return declared;
    const { purpose, caseNumber, isStrict } = declared.value;
    if (principal.caller.kind !== 'anonymous' && setting.isStale()) return refused(new HubError('STORE_UNAVAILABLE'));
    const consent = await consentOf(declared.value, principal, setting);
    if (consent.kind === 'refused') return consent;
    const claim = { principal, purpose, consent: consent.value, today: setting.today() };
    const rights = setting.rights();
    const standing = book.standingOf(claim, rights);
    const isCurrent = () => {
      const now = setting.rights();
      if (now === rights) return true;
      return (
        !isWithdrawn(consent.value, setting) &&
        book.standingOf(claim, now).passport.rightsKey === standing.passport.rightsKey
      );
    };
    return done({ standing: caseNumber === null ? standing : withCase(standing, caseNumber), isStrict, isCurrent });
  };
}

async function consentOf(
  { consent, purpose }: Declaration,
  { caller }: Principal,
  setting: AuthorizeSetting,
): Promise<Outcome<Consent | null>> {
  if (consent === null) return done(null);
  const read = await readConsent(consent, caller, purpose, setting.consents);
  if (read.kind === 'refused' || !isWithdrawn(read.value, setting)) return read;
  return refused(new HubError('CONSENT_REFUSED', { details: { problem: 'its subject has taken it back.' } }));
}

function isWithdrawn(consent: Consent | null, { isRevoked }: AuthorizeSetting): boolean {
  return consent !== null && isRevoked(consent);
}

function withCase(standing: Standing, caseNumber: string): Standing {
  return { ...standing, passport: { ...standing.passport, caseNumber } };
}
