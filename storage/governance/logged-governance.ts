import { HubError } from '../../schema/errors.ts';
import { type Change, changeText } from './change.ts';
import type { ChangeLog } from './change-log.ts';
import { GovernanceState } from './governance-state.ts';
import type { Agreement, AgreementFilter, Application, GovernanceStore, RevokedConsent } from './port.ts';

/** The store over a log of changes: before each answer it takes in what any process has appended since the last one. */
export class LoggedGovernance implements GovernanceStore {
  readonly description: string;
  readonly #log: ChangeLog;
  readonly #state: GovernanceState;
  readonly #listeners = new Set<() => Promise<void>>();

  /** Takes over the log. */
  constructor(log: ChangeLog) {
    this.description = log.description;
    this.#log = log;
    this.#state = new GovernanceState(log.description);
  }

  async revision(): Promise<number> {
    return (await this.#latest()).seq;
  }

  async agreement(id: string): Promise<Agreement | null> {
    return (await this.#latest()).agreement(id);
  }

  async agreements(filter: AgreementFilter): Promise<readonly Agreement[]> {
    return (await this.#latest()).agreements(filter);
  }

  async saveAgreement(agreement: Agreement): Promise<void> {
    const versionBefore = () => this.#state.agreement(agreement.id)?.version ?? 0;
    await this.#save({ kind: 'agreement', agreement }, () => {
      if (versionBefore() !== agreement.version - 1) throw new HubError('CONFLICT');
    });
  }

  async application(id: string): Promise<Application | null> {
    return (await this.#latest()).application(id);
  }

  async applications(): Promise<readonly Application[]> {
    return (await this.#latest()).applications();
  }

  async saveApplication(application: Application): Promise<void> {
    const versionBefore = () => this.#state.application(application.id)?.version ?? 0;
    await this.#save({ kind: 'application', application }, () => {
      if (versionBefore() !== application.version - 1) throw new HubError('CONFLICT');
    });
  }

  async revokedConsents(): Promise<readonly RevokedConsent[]> {
    return (await this.#latest()).revokedConsents();
  }

  async revokeConsent(consent: RevokedConsent): Promise<void> {
    if ((await this.#latest()).isRevoked(consent)) return;
    await this.#save({ kind: 'revoked-consent', consent }, () => undefined);
  }

  subscribe(listener: () => Promise<void>): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  /**
   * Appends the change under the next number. Where another one has taken it, what that one left is looked at again: each
   * round means that somebody has saved something, so the rounds end.
   */
  async #save(change: Change, check: () => void): Promise<void> {
    const text = changeText(change);
    for (;;) {
      await this.#latest();
      check();
      const logged = { seq: this.#state.seq + 1, text };
      if (!(await this.#log.append(logged))) continue;
      this.#state.apply(logged);
      await Promise.all([...this.#listeners].map((listener) => listener()));
      return;
    }
  }

  /** The last change that is known is read once more: a log that was cut off or replaced must not pass for an unchanged one. */
  async #latest(): Promise<GovernanceState> {
    const known = this.#state.seq;
    const changes = await this.#log.from(Math.max(known, 1));
    if (known > 0 && changes[0]?.seq !== known) {
      const problem = `change ${known} is missing.`;
      throw new HubError('STORE_DAMAGED', { details: { file: this.description, problem } });
    }
    for (const change of changes) this.#state.apply(change);
    return this.#state;
  }
}
