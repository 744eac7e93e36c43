import { pageSize } from '../_runtime/record-list.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { Change } from './change.ts';
import { changePage } from './change-page.ts';
import { feedFor } from './feed.ts';
import { checkCursor, checkFilter, cursorText, type FeedCursor, readCursor } from './feed-cursor.ts';
import { itemRights } from './item-rights.ts';
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
    const span = { from: after?.place ?? {}, to: now.heads };
    const { changes, place } = await changePage(feed, span, first, rights, context);
    context.disclosed.about(changes.flatMap(({ record }) => (record === null ? [] : [record.subjectId])));
    context.disclosed.ofItems(changes.map(({ item }) => item));
    const { reader, filter: filterText } = feed;
    const here: FeedCursor = { reader, filter: filterText, epoch: now.epoch, place, rights: rights.marks };
    return {
      nodes: changes,
      rightsChanged: rights.justChanged,
      pageInfo: {
        hasNextPage: Object.entries(now.heads).some(([department, head]) => (place[department] ?? 0) < head),
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

/** Nothing was read, and nothing else has changed: whoever asks again and again keeps the cursor that it has. */
function isSamePlace(after: FeedCursor | null, here: FeedCursor): boolean {
  return JSON.stringify(after) === JSON.stringify(here);
}
