import { endsPredecessor, type Succession } from './succession.ts';

/** A predecessor whose records are part of a successor's history. */
export interface Forebear {
  readonly id: string;
  /**
   * Last day of decisions that are part of it; null for all. Who goes on after giving away a part of itself answers alone for what
   * comes after (民法典第六十七条).
   */
  readonly decidedTo: string | null;
}

const NONE: readonly never[] = [];

/**
 * Who succeeds whom. Any set of successions does: where they contradict one another, as when two processes took in both halves of a
 * circle at once, everything here still ends, and nobody is his own predecessor.
 */
export class Lineage {
  readonly #from = new Map<string, Succession[]>();
  readonly #to = new Map<string, Succession[]>();
  readonly #forebears = new Map<string, readonly Forebear[]>();

  constructor(successions: readonly Succession[]) {
    for (const succession of successions) this.add(succession);
  }

  add(succession: Succession): void {
    const { predecessorId, successorId } = succession;
    if (predecessorId === successorId) return;
    append(this.#from, predecessorId, succession);
    if (successorId !== null) append(this.#to, successorId, succession);
    this.#forebears.clear();
  }

  /** Whether any of them has predecessors; most subjects have none. */
  someSucceed(ids: readonly string[]): boolean {
    return this.#to.size > 0 && ids.some((id) => this.#to.has(id));
  }

  /** Everybody before the subject, directly or through others, each once. */
  forebearsOf(id: string): readonly Forebear[] {
    if (!this.#to.has(id)) return NONE;
    const known = this.#forebears.get(id) ?? this.#findForebears(id);
    this.#forebears.set(id, known);
    return known;
  }

  /** The successions by which the subject came to its predecessors, the earliest first. */
  successionsTo(id: string): readonly Succession[] {
    return inOrder(
      reachable(
        id,
        (one) => this.#to.get(one) ?? NONE,
        ({ predecessorId }) => predecessorId,
      ),
    );
  }

  /** The successions that followed on the subject, the earliest first. */
  successionsFrom(id: string): readonly Succession[] {
    return inOrder(
      reachable(
        id,
        (one) => this.#from.get(one) ?? NONE,
        ({ successorId }) => successorId,
      ),
    );
  }

  /**
   * The one in whom an ended organisation lives on. The subject itself where it goes on, where several have succeeded it, and where
   * its successor is unknown to the hub.
   */
  heirOf(id: string): string {
    const ends = new Set<string | null>();
    const seen = new Set<string>();
    const waiting: (string | null)[] = [id];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const next = one === null ? NONE : this.#endsOf(one);
      if (next.length === 0) ends.add(one);
      if (one === null || seen.has(one)) continue;
      seen.add(one);
      waiting.push(...next.map(({ successorId }) => successorId));
    }
    const [only] = ends;
    return ends.size === 1 && only != null ? only : id;
  }

  /** Whether the first one ended, and lives on in the second, be it through others. */
  endedInto(id: string, successorId: string): boolean {
    const way = reachable(
      id,
      (one) => this.#endsOf(one),
      (one) => one.successorId,
    );
    return way.some((one) => one.successorId === successorId);
  }

  /** The successions by which the subject ended. */
  #endsOf(id: string): readonly Succession[] {
    return (this.#from.get(id) ?? NONE).filter(endsPredecessor);
  }

  #findForebears(id: string): readonly Forebear[] {
    const found = new Map<string, string | null>();
    const waiting: Forebear[] = [{ id, decidedTo: null }];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      for (const succession of this.#to.get(one.id) ?? NONE) {
        const { predecessorId } = succession;
        const decidedTo = endsPredecessor(succession) ? one.decidedTo : earlier(one.decidedTo, succession.date);
        const known = found.get(predecessorId);
        if (predecessorId === id || (known !== undefined && !isLater(decidedTo, known))) continue;
        found.set(predecessorId, decidedTo);
        waiting.push({ id: predecessorId, decidedTo });
      }
    }
    return [...found].map(([forebear, decidedTo]) => ({ id: forebear, decidedTo }));
  }
}

/** Successions on all ways from the subject, each once. */
function reachable(
  id: string,
  links: (id: string) => readonly Succession[],
  next: (one: Succession) => string | null,
): readonly Succession[] {
  const seen = new Set([id]);
  const found: Succession[] = [];
  for (const one of seen) {
    for (const succession of links(one)) {
      found.push(succession);
      const other = next(succession);
      if (other !== null) seen.add(other); // a set that grows is walked to its end
    }
  }
  return found;
}

function inOrder(successions: readonly Succession[]): readonly Succession[] {
  return [...successions].sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}

function earlier(day: string | null, other: string): string {
  return day === null || other < day ? other : day;
}

/** Null is the end of all days. */
function isLater(day: string | null, than: string | null): boolean {
  return than !== null && (day === null || day > than);
}

function append(map: Map<string, Succession[]>, key: string, one: Succession): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [one]);
  else known.push(one);
}
