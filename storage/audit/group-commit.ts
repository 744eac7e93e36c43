import { unavailable } from './audited.ts';
import type { AuditReceiptPlace } from './port.ts';
import { MAX_COMMIT_ENTRIES } from './sealing-rule.ts';

/** Characters of a commit: as UTF-8, far below the 16 MB that a document may have. */
const MAX_COMMIT_CHARACTERS = 2 ** 21;

/** Writes texts behind each other; durable when it resolves, places in the order of the texts. */
export type Commit = (texts: readonly string[]) => Promise<readonly AuditReceiptPlace[]>;

/** An entry that waits. */
interface Waiting {
  readonly text: string;
  readonly resolve: (place: AuditReceiptPlace) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes one commit out of all entries that have come while the one before was under way: waiting for the disk, the dear
 * part, is shared by as many requests as there are at the moment, and a lonely request waits for nobody.
 */
export class GroupCommit {
  readonly #commit: Commit;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(commit: Commit) {
    this.#commit = commit;
  }

  /** Resolves when the text is durable. Rejects with AUDIT_UNAVAILABLE, for all texts of a commit that fails. */
  append(text: string): Promise<AuditReceiptPlace> {
    if (this.#isClosed) return Promise.reject(unavailable(new Error('the trail is closed')));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more; nothing is taken from now on. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // requests that end in the same turn of the event loop go together
    while (this.#waiting.length > 0) await this.#commitTogether(this.#next());
    this.#running = undefined;
  }

  async #commitTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      const places = await this.#commit(batch.map(({ text }) => text));
      batch.forEach(({ resolve, reject }, index) => {
        const place = places[index];
        if (place === undefined) reject(unavailable(new Error('the commit gave no place for an entry')));
        else resolve(place);
      });
    } catch (cause) {
      const error = unavailable(cause);
      for (const { reject } of batch) reject(error);
    }
  }

  /** Takes as many of those that wait as fit into a commit, one at least. */
  #next(): readonly Waiting[] {
    let count = 0;
    let characters = 0;
    for (const { text } of this.#waiting) {
      characters += text.length;
      if (count > 0 && (count === MAX_COMMIT_ENTRIES || characters > MAX_COMMIT_CHARACTERS)) break;
      count += 1;
    }
    const batch = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return batch;
  }
}
