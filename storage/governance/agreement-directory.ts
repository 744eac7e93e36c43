import { setTimeout as wait } from 'node:timers/promises';
import type { Agreement, Application, GovernanceStore, RevokedConsent } from './port.ts';

/** Pause between two looks at the store's revision, in milliseconds. */
const POLL_MS = 250;

/** So long after the last look at the store what it said counts no more, in milliseconds. */
const STALE_MS = 5_000;

/** What gateways ask at every request: applications, their agreements, and consents that were taken back. */
export interface AgreementDirectory {
  /**
   * What the store says, at most a second old, and at once after a save through the same store. The same object until
   * something changes, and another one as soon as it does.
   */
  snapshot(): DirectorySnapshot;
  /** Looks no more; the store stays open. */
  close(): Promise<void>;
}

/** The directory at one moment; it never changes. */
export interface DirectorySnapshot {
  /**
   * True when the store has not been read for five seconds: somebody may have revoked something. There are no applications
   * and no agreements then, and every consent counts as taken back.
   */
  readonly stale: boolean;
  /** Registered applications by id, disabled ones among them. */
  readonly applications: ReadonlyMap<string, Application>;
  /** Agreements of an application that is registered and enabled, latest request first, whatever their status. */
  readonly agreementsOf: (application: string) => readonly Agreement[];
  readonly isConsentRevoked: (consent: Pick<RevokedConsent, 'jti' | 'subject'>) => boolean;
}

/**
 * Reads the store and goes on looking at it.
 *
 * @param onFailure told of each look that failed
 * @throws HubError of the store, when it cannot be read at the beginning
 */
export async function openAgreementDirectory(
  store: GovernanceStore,
  onFailure: (cause: unknown) => void,
): Promise<AgreementDirectory> {
  const directory = new PollingDirectory(store, onFailure);
  await directory.begin();
  return directory;
}

class PollingDirectory implements AgreementDirectory {
  readonly #store: GovernanceStore;
  readonly #onFailure: (cause: unknown) => void;
  readonly #closing = new AbortController();
  readonly #stale = snapshotOf([], [], [], true);
  #fresh = this.#stale;
  /** The revision that `#fresh` was made of; -1 before the first look. */
  #revision = -1;
  #seenAt = Number.NEGATIVE_INFINITY;
  #unsubscribe: () => void = () => undefined;
  #polling: Promise<void> = Promise.resolve();

  constructor(store: GovernanceStore, onFailure: (cause: unknown) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  async begin(): Promise<void> {
    await this.#look();
    this.#unsubscribe = this.#store.subscribe(() => this.#tryLook());
    this.#polling = this.#poll();
  }

  snapshot(): DirectorySnapshot {
    // By the clock, not by a timer: a look that hangs must not keep old rights alive.
    return performance.now() - this.#seenAt > STALE_MS ? this.#stale : this.#fresh;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#closing.abort();
    await this.#polling;
  }

  async #poll(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await wait(POLL_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.#tryLook();
    }
  }

  async #tryLook(): Promise<void> {
    try {
      await this.#look();
    } catch (cause) {
      this.#onFailure(cause);
    }
  }

  /** Takes over what the store says, unless another look has brought it, or something newer, meanwhile. */
  async #look(): Promise<void> {
    const begunAt = performance.now();
    if ((await this.#store.revision()) > this.#revision) {
      const { revision, content } = await readWhole(this.#store);
      if (revision > this.#revision) {
        this.#fresh = snapshotOf(...content, false);
        this.#revision = revision;
      }
    }
    this.#seenAt = Math.max(this.#seenAt, begunAt);
  }
}

type Content = [readonly Application[], readonly Agreement[], readonly RevokedConsent[]];

/** All of one revision: read again where something was saved in between. */
async function readWhole(store: GovernanceStore): Promise<{ readonly revision: number; readonly content: Content }> {
  for (let revision = await store.revision(); ; ) {
    const content: Content = await Promise.all([store.applications(), store.agreements({}), store.revokedConsents()]);
    const after = await store.revision();
    if (after === revision) return { revision, content };
    revision = after;
  }
}

function snapshotOf(
  applications: readonly Application[],
  agreements: readonly Agreement[],
  consents: readonly RevokedConsent[],
  stale: boolean,
): DirectorySnapshot {
  const byId = new Map(applications.map((application) => [application.id, application]));
  const byConsumer = new Map<string, Agreement[]>();
  for (const agreement of agreements) {
    if (!byId.get(agreement.consumer)?.enabled) continue;
    const known = byConsumer.get(agreement.consumer);
    if (known === undefined) byConsumer.set(agreement.consumer, [agreement]);
    else known.push(agreement);
  }
  const revoked = new Set(consents.map(consentKey));
  return Object.freeze({
    stale,
    applications: byId,
    agreementsOf: (application: string) => byConsumer.get(application) ?? NO_AGREEMENTS,
    isConsentRevoked: (consent: Pick<RevokedConsent, 'jti' | 'subject'>) => stale || revoked.has(consentKey(consent)),
  });
}

const NO_AGREEMENTS: readonly Agreement[] = Object.freeze([]);

function consentKey({ jti, subject }: Pick<RevokedConsent, 'jti' | 'subject'>): string {
  return JSON.stringify([subject, jti]);
}
