import type { JournalPlace } from '../../storage/exchange/port.ts';
import type { JournalEntry } from '../../storage/port.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { Change } from './change.ts';
import type { Feed } from './feed.ts';
import type { ItemRights } from './item-rights.ts';
import { inTurn, type Unread } from './journals.ts';
import { PAGE_BYTES } from './page-bytes.ts';
import { type Told, toldOf } from './told.ts';

/** Entries read at once, at least. */
const READ_AT_LEAST = 100;

/** Entries looked at for one page, most of which may be nothing to the reader. The page is short then, and more follow. */
const MAX_ENTRIES = 10_000;

/** A page of a feed. */
export interface ChangePage {
  /** Each record once, in its latest state; in the order of its last change. */
  readonly changes: readonly Change[];
  /** Everything up to here is in this page, or in one before. */
  readonly place: JournalPlace;
}

/** Reads at most `first` changes. */
export async function changePage(
  feed: Feed,
  span: Pick<Unread, 'from' | 'to'>,
  first: number,
  rights: ItemRights,
  context: SubgraphContext,
): Promise<ChangePage> {
  const page = new GrowingPage(span, first);
  for await (const entries of inTurn({ ...span, atOnce: Math.max(first, READ_AT_LEAST) }, context.store)) {
    const told = await toldOf(entries, feed, rights, context);
    for (const entry of entries) if (!page.take(entry, told.get(entry))) return page;
  }
  return page;
}

class GrowingPage implements ChangePage {
  readonly #first: number;
  readonly #place: Map<string, number>;
  readonly #changes = new Map<string, Change>();
  #entries = 0;
  #bytes = 0;

  constructor({ from, to }: Pick<Unread, 'from' | 'to'>, first: number) {
    this.#place = new Map(Object.keys(to).map((department) => [department, from[department] ?? 0]));
    this.#first = first;
  }

  get changes(): readonly Change[] {
    return [...this.#changes.values()];
  }

  get place(): JournalPlace {
    return Object.fromEntries(this.#place);
  }

  /** False where the page is full without the entry. */
  take({ department, seq, recordId }: JournalEntry, told: Told | undefined): boolean {
    const { change, bytes } = told ?? { change: undefined, bytes: 0 };
    const isNew = change !== undefined && !this.#changes.has(recordId);
    if (isNew && this.#changes.size === this.#first) return false;
    if (this.#entries === MAX_ENTRIES || (this.#changes.size > 0 && this.#bytes + bytes > PAGE_BYTES)) return false;
    this.#entries += 1;
    this.#bytes += bytes;
    this.#place.set(department, seq);
    this.#changes.delete(recordId);
    if (change !== undefined) this.#changes.set(recordId, change);
    return true;
  }
}
