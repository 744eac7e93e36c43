import type { JournalEntry, RecordPosition, RecordStore } from '../../storage/port.ts';
import { entriesAfter } from './journals.ts';

/** A record of which the journal says more than up to some place. */
export interface LaterChange {
  /** Its version at that place; 0 where it was not there. */
  readonly version: number;
  /** How far records had been looked at when the change was seen; null where none had. What stands before was looked at as it was. */
  readonly seenAt: RecordPosition | null;
}

const READ_AT_ONCE = 1_000;

/** The records of a type that have changed after a place in the journal, found while others go on writing. */
export class LaterChanges {
  readonly #type: string;
  readonly #department: string;
  readonly #store: Pick<RecordStore, 'journal'>;
  readonly #changes = new Map<string, LaterChange>();
  #seq: number;

  constructor(type: string, department: string, after: number, store: Pick<RecordStore, 'journal'>) {
    this.#type = type;
    this.#department = department;
    this.#seq = after;
    this.#store = store;
  }

  /**
   * Reads what the journal says by now. A change of a record that was read before this call is among it.
   *
   * @throws HubError CURSOR_EXPIRED
   */
  async readOn(seenAt: RecordPosition | null): Promise<void> {
    for (let entries = await this.#next(); entries.length > 0; entries = await this.#next()) {
      for (const { type, recordId, version, seq } of entries) {
        this.#seq = seq;
        // The first change after the place tells the version before it.
        if (type !== this.#type || this.#changes.has(recordId)) continue;
        this.#changes.set(recordId, { version: version - 1, seenAt });
      }
    }
  }

  has(recordId: string): boolean {
    return this.#changes.has(recordId);
  }

  [Symbol.iterator](): Iterator<readonly [string, LaterChange]> {
    return this.#changes.entries();
  }

  #next(): Promise<readonly JournalEntry[]> {
    return entriesAfter(this.#department, this.#seq, READ_AT_ONCE, this.#store);
  }
}
