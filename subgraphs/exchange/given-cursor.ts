import { filterOf } from '../_runtime/exchange/feed-filter.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type Feed, feedFor } from './feed.ts';
import { checkCursor, type FeedCursor, readCursor } from './feed-cursor.ts';
import { journalHeads } from './journals.ts';

/** A cursor that a caller has given back, and the feed that it is of. */
export interface GivenCursor {
  readonly cursor: FeedCursor;
  readonly feed: Feed;
}

/**
 * The caller's cursor; null where it may not read feeds at all.
 *
 * @throws HubError INVALID_CURSOR, CURSOR_FOREIGN, CURSOR_STALE
 */
export async function givenCursor(text: string, context: SubgraphContext): Promise<GivenCursor | null> {
  if (feedFor({ departments: null, items: null }, context) === null) return null;
  const cursor = readCursor(text, context.store);
  const feed = feedFor(filterOf(cursor.filter), context);
  if (feed === null) return null;
  checkCursor(cursor, feed, await journalHeads(feed.departments, context.store));
  return { cursor, feed };
}
