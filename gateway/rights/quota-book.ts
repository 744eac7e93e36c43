/** How many requests an agreement has had since the beginning of a day, as the audit trail has it. */
export type UsesOf = (agreement: string, day: string) => Promise<number>;

/** How long a count of the audit trail is good for, in milliseconds: so late are requests to other gateways noticed. */
const RECOUNT_MS = 1_000;

interface Count {
  readonly day: string;
  /** What the trail said last. */
  counted: number;
  /** Requests to this gateway since then; the trail may hold some of them already, so it errs on the strict side. */
  since: number;
  recountAt: number;
}

/**
 * Counts requests against the daily quotas of agreements. The audit trail, which all gateways share, has the figures; between
 * two looks at it each gateway adds its own.
 */
export class QuotaBook {
  readonly #usesOf: UsesOf;
  readonly #log: (cause: unknown) => void;
  readonly #counts = new Map<string, Count>();

  constructor(usesOf: UsesOf, log: (cause: unknown) => void) {
    this.#usesOf = usesOf;
    this.#log = log;
  }

  /** Notes one request under a grant. Only what has a quota, which somebody has asked about before, is counted. */
  add(grant: string, day: string): void {
    if (this.#counts.has(grant)) this.#countOf(grant, day).since += 1;
  }

  /** Whether the agreement has had its requests of the day. */
  isUsedUp(agreement: string, quotaPerDay: number, day: string): boolean {
    const count = this.#countOf(agreement, day);
    if (performance.now() >= count.recountAt) this.#recount(agreement, count);
    return count.counted + count.since >= quotaPerDay;
  }

  #countOf(agreement: string, day: string): Count {
    const known = this.#counts.get(agreement);
    if (known?.day === day) return known;
    const count = { day, counted: 0, since: 0, recountAt: 0 };
    this.#counts.set(agreement, count);
    return count;
  }

  #recount(agreement: string, count: Count): void {
    count.recountAt = performance.now() + RECOUNT_MS;
    const before = count.since;
    this.#usesOf(agreement, count.day).then((uses) => {
      count.counted = Math.max(uses, count.counted);
      count.since -= before;
    }, this.#log);
  }
}
