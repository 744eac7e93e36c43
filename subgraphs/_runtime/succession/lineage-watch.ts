import type { HubStore } from '../../../storage/port.ts';
import { Lineage } from './lineage.ts';
import { readLineage, type SuccessionSource, type SuccessionStore } from './succession-source.ts';

/** Who succeeds whom at the moment. */
export interface Successions {
  /** At once where it was looked at lately, as it nearly always was. */
  current(): Lineage | Promise<Lineage>;
}

const NOBODY = new Lineage([]);

/** Where nobody succeeds anybody. */
export const NO_SUCCESSIONS: Successions = { current: () => NOBODY };

/** How long a process may not notice that somebody succeeds somebody else, in milliseconds. */
const NOTICED_WITHIN_MS = 1_000;

/**
 * Who succeeds whom, for all requests of a process. Successions are few, and change hardly ever: they are held in memory, and read
 * anew where a journal that tells them has grown, which is looked at once a second at most.
 */
export class LineageWatch implements Successions {
  readonly #sources: readonly SuccessionSource[];
  readonly #store: SuccessionStore & Pick<HubStore, 'journalHead'>;
  readonly #clock: () => number;
  #held: Lineage | null = null;
  #heads = '';
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<Lineage> | null = null;

  /** @param clock milliseconds that never go back */
  constructor(
    sources: readonly SuccessionSource[],
    store: SuccessionStore & Pick<HubStore, 'journalHead'>,
    clock: () => number = () => performance.now(),
  ) {
    this.#sources = sources;
    this.#store = store;
    this.#clock = clock;
  }

  current(): Lineage | Promise<Lineage> {
    if (this.#held !== null && this.#clock() - this.#lookedAt < NOTICED_WITHIN_MS) return this.#held;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<Lineage> {
    const lookedAt = this.#clock();
    // Before the records: what is written while they are read is noticed the next time.
    const heads = await Promise.all(this.#sources.map(({ department }) => this.#store.journalHead(department)));
    const key = heads.join();
    if (this.#held === null || key !== this.#heads) this.#held = await readLineage(this.#sources, this.#store);
    this.#heads = key;
    this.#lookedAt = lookedAt;
    return this.#held;
  }
}
