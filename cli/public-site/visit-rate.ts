import { LRUCache } from 'lru-cache';

/** Most addresses that are remembered; the one that came longest ago is forgotten. */
const MAX_ADDRESSES = 50_000;

/** What an address has left, and when that was reckoned. */
interface Purse {
  readonly left: number;
  readonly atMs: number;
}

/** Counts visits by address: each has so many a minute, which come back evenly, so that a page and what it asks never wait. */
export class VisitRate {
  readonly #perMinute: number;
  readonly #clockMs: () => number;
  readonly #purses = new LRUCache<string, Purse>({ max: MAX_ADDRESSES });

  /** @param clockMs a clock that never goes back */
  constructor(perMinute: number, clockMs: () => number) {
    this.#perMinute = perMinute;
    this.#clockMs = clockMs;
  }

  /** Counts a visit; 0 where it is within the rate, and else the whole seconds to wait. */
  secondsToWait(address: string): number {
    const atMs = this.#clockMs();
    const before = this.#purses.get(address) ?? { left: this.#perMinute, atMs };
    const left = Math.min(this.#perMinute, before.left + ((atMs - before.atMs) * this.#perMinute) / 60_000);
    this.#purses.set(address, { left: left < 1 ? left : left - 1, atMs });
    return left >= 1 ? 0 : Math.ceil(((1 - left) * 60) / this.#perMinute);
  }
}
