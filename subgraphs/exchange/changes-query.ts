import type { JournalPlace } from '../../storage/exchange/port.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { Change } from './change.ts';
import { changePage } from './change-page.ts';
import { type Feed, feedFor } from './feed.ts';
import { checkCursor, checkFilter, cursorText, type FeedCursor, type JournalHeads, readCursor } from './feed-cursor.ts';
import { LOAD_START, loadPage } from './first-load.ts';
import { type ItemRights, itemRights } from './item-rights.ts';
import { journalHeads } from './journals.ts';

interface ChangesArguments {
  readonly after?: string | null;
  readonly first?: number | null;
  readonly departments?: readonly string[] | null;
  readonly items?: readonly string[] | null;
}

/** Changes of a page unless told otherwise, and at most. */
const PAGES = { usual: 100, most: 1_000 };

/** The feed of changes; null for those who may not read it. */
export const changesQuery = {
  changes: async (_: unknown, args: ChangesArguments, context: SubgraphContext) => {
    const filter = { departments: args.departments ?? null, items: args.items ?? null };
    const feed = feedFor(filter, context);
    if (feed === null) return null;
    const first = pageSize(args.first, PAGES);
    const after = args.after == null ? null : readCursor(args.after, context.store);
    const now = await journalHeads(feed.departments, context.store);
    if (after !== null) {
      checkCursor(after, feed, now);
      checkFilter(after, feed);
    }
    const rights = itemRights(feed, after?.rights ?? null, context);
    const { changes, ...reached } = await nextPage(after, now, { feed, first, rights }, context);
    context.disclosed.about(changes.flatMap(({ record }) => (record === null ? [] : [record.subjectId])));
    context.disclosed.ofItems(changes.map(({ item }) => item));
    const { reader, filter: filterText } = feed;
    const here: FeedCursor = { reader, filter: filterText, epoch: now.epoch, ...reached, rights: rights.marks };
    return {
      nodes: changes,
      rightsChanged: rights.justChanged,
      pageInfo: {
        hasNextPage: here.load !== undefined || isBehind(here.place, now),
        endCursor: isSamePlace(after, here) ? args.after : cursorText(here, context.store),
      },
    };
  },
} satisfies Record<string, FieldResolver>;

/** Fields of a change. */
export const changeFields = {
  Change: {
    subject: ({ record }: Change) => record && { __typename: 'CreditSubject', id: record.subjectId },
    record: ({ record, recordId }: Change) => record && { __typename: record.type, id: recordId },
  },
} satisfies ResolverMap;

/** What a page is read with. */
interface PageSetting {
  readonly feed: Feed;
  readonly first: number;
  readonly rights: ItemRights;
}

/** Changes, and where their reader is then. */
type Reached = Pick<FeedCursor, 'place' | 'load'> & { readonly changes: readonly Change[] };

/** Whoever begins is given the records as they are, and then what has changed in them since. */
async function nextPage(
  after: FeedCursor | null,
  now: JournalHeads,
  { feed, first, rights }: PageSetting,
  context: SubgraphContext,
): Promise<Reached> {
  const load = after === null ? LOAD_START : after.load;
  if (load === undefined) {
    const { changes, place } = await changePage(
      feed,
      { from: after?.place ?? {}, to: now.heads },
      first,
      rights,
      context,
    );
    return { changes, place };
  }
  const place = after?.place ?? now.heads;
  const { changes, place: reached } = await loadPage(feed, load, first, context);
  return reached === null ? { changes, place } : { changes, place, load: reached };
}

function isBehind(place: JournalPlace, { heads }: JournalHeads): boolean {
  return Object.entries(heads).some(([department, head]) => (place[department] ?? 0) < head);
}

/** Nothing was read, and nothing else has changed: whoever asks again and again keeps the cursor that it has. */
function isSamePlace(after: FeedCursor | null, here: FeedCursor): boolean {
  return JSON.stringify(after) === JSON.stringify(here);
}
