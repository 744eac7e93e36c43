import type { Reply } from './reply.ts';

/** A reply, and whether it came of this caller's own question or of one that somebody else had asked already. */
export interface SharedReply {
  readonly reply: Reply;
  readonly isOwn: boolean;
}

/** What must be equal for two callers to be answered alike. */
export interface SharedQuery {
  readonly rights: string;
  /** What the document makes of the body. */
  readonly opening: string;
  /** As JSON. */
  readonly variables: string;
}

interface PendingQuery {
  readonly reply: Promise<Reply>;
  readonly deadlineMs: number;
}

/** Somebody else's question is good enough when it leaves at least this share of the time that one's own would have. */
const MIN_SHARED_TIME = 0.5;

/** Queries under way to one department, so that equal ones of equal callers are asked once. */
export class SharedQueries {
  /** By the rights of their callers and the constant part of the body, then by the variables. */
  readonly #pending = new Map<string, Map<string, Map<string, PendingQuery>>>();

  /**
   * Asks, or waits for the equal question that is under way, each caller until its own deadline: who has less time gets
   * `late`, and the question goes on for the others.
   *
   * @param deadlineMs in milliseconds of `performance.now()`
   */
  async ask(query: SharedQuery, deadlineMs: number, ask: () => Promise<Reply>): Promise<SharedReply> {
    const nowMs = performance.now();
    const pending = this.#pending.get(query.rights)?.get(query.opening)?.get(query.variables);
    if (pending !== undefined && pending.deadlineMs - nowMs >= (deadlineMs - nowMs) * MIN_SHARED_TIME) {
      return { reply: await replyInTime(pending, deadlineMs - nowMs, deadlineMs), isOwn: false };
    }
    const own = { reply: ask(), deadlineMs };
    this.#add(query, own);
    try {
      return { reply: await own.reply, isOwn: true };
    } finally {
      this.#remove(query, own);
    }
  }

  #add({ rights, opening, variables }: SharedQuery, query: PendingQuery): void {
    const byOpening = this.#pending.get(rights) ?? new Map<string, Map<string, PendingQuery>>();
    const byVariables = byOpening.get(opening) ?? new Map<string, PendingQuery>();
    this.#pending.set(rights, byOpening.set(opening, byVariables.set(variables, query)));
  }

  #remove({ rights, opening, variables }: SharedQuery, query: PendingQuery): void {
    const byOpening = this.#pending.get(rights);
    const byVariables = byOpening?.get(opening);
    // A later query with more time may have taken the place.
    if (byVariables?.get(variables) !== query) return;
    byVariables.delete(variables);
    if (byVariables.size === 0) byOpening?.delete(opening);
    if (byOpening?.size === 0) this.#pending.delete(rights);
  }
}

function replyInTime(pending: PendingQuery, givenMs: number, deadlineMs: number): Promise<Reply> {
  if (deadlineMs >= pending.deadlineMs) return pending.reply;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'late', givenMs, isFault: false }), givenMs);
    pending.reply.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
