import type { Reply } from './reply.ts';

/** A reply, and whether it came of this caller's own question or of one that somebody else had asked already. */
export interface SharedReply {
  readonly reply: Reply;
  readonly isOwn: boolean;
}

interface PendingQuery {
  readonly reply: Promise<Reply>;
  readonly deadlineMs: number;
}

/** Somebody else's question is good enough when it leaves at least this share of the time that one's own would have. */
const MIN_SHARED_TIME = 0.5;

/** Queries under way to one department, so that equal ones of equal callers are asked once. */
export class SharedQueries {
  /** By the constant part of the body, then by the caller's part. */
  readonly #pending = new Map<string, Map<string, PendingQuery>>();

  /**
   * Asks, or waits for the equal question that is under way, each caller until its own deadline: who has less time gets
   * `late`, and the question goes on for the others.
   *
   * @param opening what the document makes of the body
   * @param key the variables, and whatever else must be equal for two callers to be answered alike
   * @param deadlineMs in milliseconds of `performance.now()`
   */
  async ask(opening: string, key: string, deadlineMs: number, ask: () => Promise<Reply>): Promise<SharedReply> {
    const nowMs = performance.now();
    const pending = this.#pending.get(opening)?.get(key);
    if (pending !== undefined && pending.deadlineMs - nowMs >= (deadlineMs - nowMs) * MIN_SHARED_TIME) {
      return { reply: await replyInTime(pending, deadlineMs - nowMs, deadlineMs), isOwn: false };
    }
    const own = { reply: ask(), deadlineMs };
    this.#add(opening, key, own);
    try {
      return { reply: await own.reply, isOwn: true };
    } finally {
      this.#remove(opening, key, own);
    }
  }

  #add(opening: string, key: string, query: PendingQuery): void {
    const queries = this.#pending.get(opening);
    if (queries === undefined) this.#pending.set(opening, new Map([[key, query]]));
    else queries.set(key, query);
  }

  #remove(opening: string, key: string, query: PendingQuery): void {
    const queries = this.#pending.get(opening);
    // A later query with more time may have taken the place.
    if (queries?.get(key) !== query) return;
    queries.delete(key);
    if (queries.size === 0) this.#pending.delete(opening);
  }
}

function replyInTime(pending: PendingQuery, givenMs: number, deadlineMs: number): Promise<Reply> {
  if (deadlineMs >= pending.deadlineMs) return pending.reply;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'late', givenMs, isFault: false }), givenMs);
    pending.reply.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
