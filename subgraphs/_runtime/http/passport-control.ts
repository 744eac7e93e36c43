import type { IncomingMessage } from 'node:http';
import type { Passport } from '../../../schema/access/passport.ts';
import { HubError } from '../../../schema/errors.ts';
import { AcceptedPassports } from '../../../schema/passport/accepted-passports.ts';
import { PASSPORT_HEADER, passportOf } from '../../../schema/passport/passport-claims.ts';
import type { PassportKeys } from '../../../schema/passport/passport-keys.ts';
import { REMEMBERED_S, verifyPassport } from '../../../schema/passport/verify-passport.ts';

/** Who may ask a department. */
export interface PassportControlSetting {
  /** Code of the department. */
  readonly department: string;
  /** Keys of its gateways; others from one request to the next where the operator changes them. */
  readonly keys: () => PassportKeys;
  readonly now: () => Date;
}

/** Looks at the passport of each request; takes none twice, as far as this process knows: one serves a department's port. */
export class PassportControl {
  readonly #setting: PassportControlSetting;
  readonly #accepted = new AcceptedPassports(REMEMBERED_S);
  readonly #sinceS: number;

  constructor(setting: PassportControlSetting) {
    this.#setting = setting;
    this.#sinceS = this.#nowS();
  }

  /**
   * The passport's text.
   *
   * @throws HubError PASSPORT_REFUSED where there is none, so that nobody's body is read
   */
  presented({ headers }: IncomingMessage): string {
    const token = headers[PASSPORT_HEADER];
    if (typeof token === 'string' && token !== '') return token;
    const problem = `the header "${PASSPORT_HEADER}" is missing.`;
    throw new HubError('PASSPORT_REFUSED', { details: { problem } });
  }

  /**
   * Who asks with this body.
   *
   * @throws HubError PASSPORT_REFUSED
   */
  accept(token: string, body: Uint8Array): Passport {
    const { department, keys } = this.#setting;
    const expected = { audience: department, body, nowS: this.#nowS(), sinceS: this.#sinceS, accepted: this.#accepted };
    return passportOf(verifyPassport(token, keys(), expected));
  }

  /** Whole seconds, as passports have them. */
  #nowS(): number {
    return Math.floor(this.#setting.now().getTime() / 1_000);
  }
}
