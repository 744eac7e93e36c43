import { HubError } from '../../schema/errors.ts';
import { type Change, parseChange } from './change.ts';
import type { LoggedChange } from './change-log.ts';
import type { Agreement, AgreementFilter, Application, RevokedConsent } from './port.ts';

/** What all changes up to a number come to, held in memory: agreements of a region are thousands, not millions. */
export class GovernanceState {
  readonly #place: string;
  readonly #agreements = new Map<string, Agreement>();
  readonly #applications = new Map<string, Application>();
  readonly #revokedConsents = new Map<string, RevokedConsent>();
  #seq = 0;
  #text = '';

  /** @param place where the changes are kept, for people */
  constructor(place: string) {
    this.#place = place;
  }

  /** Number of the last change that it holds. */
  get seq(): number {
    return this.#seq;
  }

  /**
   * Takes in what follows; what it holds already counts as known.
   *
   * @throws HubError STORE_DAMAGED where a change is missing: it might be the one that took a right away.
   */
  apply(change: LoggedChange): void {
    if (change.seq < this.#seq) return;
    if (change.seq === this.#seq && change.text === this.#text) return;
    if (change.seq !== this.#seq + 1) {
      throw this.#damaged(`change ${change.seq} is not the one that follows what was read up to ${this.#seq}.`);
    }
    this.#take(parseChange(change.text, this.#place));
    this.#seq = change.seq;
    this.#text = change.text;
  }

  agreement(id: string): Agreement | null {
    return this.#agreements.get(id) ?? null;
  }

  /** Latest request first; of the same instant by id. */
  agreements({ provider, consumer, statuses }: AgreementFilter): readonly Agreement[] {
    return [...this.#agreements.values()]
      .filter((agreement) => provider === undefined || agreement.provider === provider)
      .filter((agreement) => consumer === undefined || agreement.consumer === consumer)
      .filter((agreement) => statuses === undefined || statuses.includes(agreement.status))
      .sort((one, other) => compare(requestedAt(other), requestedAt(one)) || compare(one.id, other.id));
  }

  application(id: string): Application | null {
    return this.#applications.get(id) ?? null;
  }

  /** By id. */
  applications(): readonly Application[] {
    return [...this.#applications.values()].sort((one, other) => compare(one.id, other.id));
  }

  isRevoked(consent: Pick<RevokedConsent, 'jti' | 'subject'>): boolean {
    return this.#revokedConsents.has(consentKey(consent));
  }

  /** In the order in which they were taken back. */
  revokedConsents(): readonly RevokedConsent[] {
    return [...this.#revokedConsents.values()];
  }

  #take(change: Change): void {
    switch (change.kind) {
      case 'agreement':
        this.#agreements.set(change.agreement.id, change.agreement);
        return;
      case 'application':
        this.#applications.set(change.application.id, change.application);
        return;
      case 'revoked-consent':
        this.#revokedConsents.set(consentKey(change.consent), change.consent);
        return;
      default:
        throw this.#damaged('it holds a change of a kind that this hub does not know.');
    }
  }

  #damaged(problem: string): HubError {
    return new HubError('STORE_DAMAGED', { details: { file: this.#place, problem } });
  }
}

function requestedAt({ history }: Agreement): string {
  return history[0]?.at ?? '';
}

function consentKey({ jti, subject }: Pick<RevokedConsent, 'jti' | 'subject'>): string {
  return JSON.stringify([subject, jti]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
