import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** A stream of pseudo-random choices: the same seed and label always give the same stream. */
export class Random {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number, ...label: readonly (string | number)[]) {
    this.#generator = xoroshiro128plus(hash(seed, label));
  }

  /** Whole number, both ends included. */
  int(min: number, max: number): number {
    return unsafeUniformIntDistribution(min, max, this.#generator);
  }

  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean {
    return this.int(0, 999_999) < probability * 1_000_000;
  }

  /** One of the items. */
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  /** One of the items, each as likely as its weight says. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let rest = this.int(0, 999_999) / 1_000_000;
    const total = items.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, item] of items) {
      rest -= weight / total;
      if (rest < 0) return item;
    }
    return this.pick(items)[1];
  }

  /** How often something happens whose average is `mean`: whole part always, the rest by chance, spread a little. */
  count(mean: number): number {
    if (mean <= 0) return 0;
    const spread = mean < 1 ? mean : mean * (0.5 + this.int(0, 1_000) / 1_000);
    return Math.floor(spread) + (this.chance(spread % 1) ? 1 : 0);
  }

  /** A day between the two, both included (YYYY-MM-DD). */
  date(from: string, to: string): string {
    const first = Date.parse(from) / DAY_MS;
    const last = Math.max(first, Date.parse(to) / DAY_MS);
    return new Date(this.int(first, last) * DAY_MS).toISOString().slice(0, 10);
  }

  /** Amount in units of 10,000 yuan between the two, rounded to 100 yuan, as a decimal string. */
  amountWan(min: number, max: number): string {
    return String(this.int(Math.ceil(min * 100), Math.floor(max * 100)) / 100);
  }
}

const DAY_MS = 86_400_000;

/** FNV-1a over the label, mixed with the seed. */
function hash(seed: number, label: readonly (string | number)[]): number {
  let value = 0x811c9dc5 ^ seed;
  for (const char of label.join('\u0000')) {
    value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return value | 0;
}
