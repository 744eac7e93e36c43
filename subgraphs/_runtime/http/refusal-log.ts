/** Requests that were refused for one reason. */
export interface Refusals {
  /** Public text of the registry, which holds nothing of a request. */
  readonly reason: string;
  readonly count: number;
}

/** How long refusals are counted before another line tells of them, in milliseconds. */
const INTERVAL_MS = 60_000;

/**
 * Tells of refused requests without letting those who send them fill the log: of the first at once, of those that follow once
 * a minute and how many they were.
 */
export class RefusalLog {
  readonly #tell: (refusals: readonly Refusals[]) => void;
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (refusals: readonly Refusals[]) => void) {
    this.#tell = tell;
  }

  note(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
    if (this.#timer === undefined) this.#turn();
  }

  /** Tells what has not been told yet. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flush();
  }

  /** Ends an interval, and begins another one where there was anything to tell. */
  #turn(): void {
    this.#timer = this.#flush() ? setTimeout(() => this.#turn(), INTERVAL_MS).unref() : undefined;
  }

  #flush(): boolean {
    if (this.#counts.size === 0) return false;
    this.#tell([...this.#counts].map(([reason, count]) => ({ reason, count })));
    this.#counts.clear();
    return true;
  }
}
