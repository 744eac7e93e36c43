import { HubError } from '../../schema/errors.ts';
import type { LogEntry } from '../../storage/coordination/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { type DepartmentNotice, endOfLog, noticesFor } from '../_runtime/push/department-notice.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import { sealCursor, unsealCursor } from '../_runtime/sealed-cursor.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';

interface FeedArguments {
  readonly after?: string | null;
  readonly first?: number | null;
}

/** A place in the feed of one caller: everything up to it was read. */
interface FeedPlace {
  /** Caller and purpose: its cursors are nobody else's. */
  readonly reader: string;
  /** Epoch of the store: a restored backup begins another one. */
  readonly epoch: string;
  /** In the log. */
  readonly place: number;
  /** How many notices of the next event that concerns the department were read too. */
  readonly skip: number;
}

/** Notices of a page unless told otherwise, and at most. */
const PAGES = { usual: 100, most: 500 };

/** Form of what a cursor holds. A hub that writes another one refuses those of before. */
const VERSION = 1;

/** With a space in it, which no id of a record has. */
const OWNER = 'coordination feed';

/** What concerns the caller's department, in the order in which it was saved; null for those of no department. */
export const feedQueries = {
  coordinationFeed: async (_: unknown, { after, first }: FeedArguments, context: SubgraphContext) => {
    const department = feedDepartment(context);
    if (department === null) return null;
    const size = pageSize(first, PAGES);
    const start = await startingPlace(after ?? null, context);
    const { store } = coordinationOf(context);
    const { entries, upTo, hasNextPage } = await store.log({ after: start.place, department, first: size });
    const { nodes, end, isCut } = cutPage(entries, department, start, size);
    const here = isCut ? end : { ...start, place: upTo, skip: 0 };
    const isSame = here.place === start.place && here.skip === start.skip;
    return {
      nodes,
      pageInfo: {
        hasNextPage: isCut || hasNextPage,
        // Nothing was read: whoever asks again and again keeps the cursor that it has.
        endCursor: isSame && after != null ? after : sealCursor(OWNER, JSON.stringify([VERSION, here]), context.store),
      },
    };
  },
} satisfies Record<string, FieldResolver>;

/** The department whose feed the caller reads; null where it reads none. */
export function feedDepartment(context: SubgraphContext): string | null {
  const caller = authenticatedCaller(context);
  return caller?.kind === 'officer' || caller?.kind === 'application' ? caller.department : null;
}

/** @throws HubError INVALID_CURSOR, CURSOR_FOREIGN, CURSOR_STALE */
async function startingPlace(after: string | null, context: SubgraphContext): Promise<FeedPlace> {
  const { kind, id, department } = context.passport.caller;
  const reader = JSON.stringify([kind, id, department, context.passport.purpose]);
  const epoch = await context.store.epoch();
  if (after === null) return { reader, epoch, place: 0, skip: 0 };
  // cast: nobody else can have made it
  const [version, place] = JSON.parse(unsealCursor(OWNER, after, context.store)) as readonly [number, FeedPlace];
  if (version !== VERSION) throw new HubError('INVALID_CURSOR');
  if (place.reader !== reader) {
    throw new HubError('CURSOR_FOREIGN', { details: { problem: 'to another caller, or for another purpose.' } });
  }
  const isAhead = place.place > (await endOfLog(coordinationOf(context).store));
  if (place.epoch !== epoch || isAhead) throw new HubError('CURSOR_STALE');
  return place;
}

interface CutPage {
  readonly nodes: readonly DepartmentNotice[];
  /** Where the nodes end. */
  readonly end: FeedPlace;
  /** Whether more was found than a page holds. */
  readonly isCut: boolean;
}

/** One event may be more than a page: it opens tasks for a department many at a time. */
function cutPage(entries: readonly LogEntry[], department: string, start: FeedPlace, size: number): CutPage {
  const found = entries.flatMap((entry, index) =>
    noticesFor(department, entry)
      .map((notice, at) => ({ notice, place: entry.place - 1, skip: at + 1 }))
      .slice(index === 0 ? start.skip : 0),
  );
  const page = found.slice(0, size);
  const last = page.at(-1);
  const end = last === undefined ? start : { ...start, place: last.place, skip: last.skip };
  return { nodes: page.map(({ notice }) => notice), end, isCut: found.length > page.length };
}
