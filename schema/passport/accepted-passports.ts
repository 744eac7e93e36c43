/** Passports remembered at once, of each of two spans of time; some 60 MB at most. */
const MAX_REMEMBERED = 500_000;

/**
 * Which passports this process has taken already: where several answer at one address, each takes a passport once. Ids are kept for at least a span and at most two, so that a span as long as a passport
 * can be good forgets none too early.
 */
export class AcceptedPassports {
  readonly #spanS: number;
  #current = new Set<string>();
  #previous = new Set<string>();
  #currentSinceS = Number.NEGATIVE_INFINITY;

  /** @param spanS in seconds */
  constructor(spanS: number) {
    this.#spanS = spanS;
  }

  /**
   * Takes a passport; false where it was taken before, or where so many came that they cannot be told apart any more.
   *
   * @param nowS seconds since 1970
   */
  take(id: string, nowS: number): boolean {
    if (nowS - this.#currentSinceS >= this.#spanS) this.#turn(nowS);
    if (this.#current.has(id) || this.#previous.has(id) || this.#current.size >= MAX_REMEMBERED) return false;
    this.#current.add(id);
    return true;
  }

  #turn(nowS: number): void {
    this.#previous = this.#current;
    this.#current = new Set();
    this.#currentSinceS = nowS;
  }
}
