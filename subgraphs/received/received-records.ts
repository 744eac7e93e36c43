import { isOrigin } from '../../storage/received/origin.ts';
import type { ReceivedPosition, ReceivedQuery, ReceivedRecord } from '../../storage/received/port.ts';
import { sightsOfRecord } from '../_runtime/access/row-access.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import type { Received } from '../_runtime/received.ts';
import { pageSize } from '../_runtime/record-list.ts';
import { sealCursor, unsealCursor } from '../_runtime/sealed-cursor.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type OpenItem, openItems } from './open-items.ts';
import { receivedOf } from './received-context.ts';
import { asStored, receivedView } from './received-view.ts';

export interface ReceivedArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly origins?: readonly string[] | null;
  readonly items?: readonly string[] | null;
}

/** Records read at once, and reads for one page; a page that is not full by then is short, and says where to go on. */
const READ_AT_ONCE = 100;
const MAX_READS = 10;

/** What of the received records about a subject the caller sees; null where the subject is none that there is. */
export async function receivedRecords(id: string, args: ReceivedArguments, context: SubgraphContext) {
  const received = receivedOf(context);
  const first = pageSize(args.first);
  const subject = await context.load.subject(id);
  if (subject === null) return null;
  const open = openItems(subject, received.items, context.passport);
  const page = await seenRecords(id, { ...queryOf(args, open, context), first }, { received, open, context });
  context.disclosed.about([id]);
  context.disclosed.ofItems(page.nodes.map(({ item }) => String(item)));
  const { nodes, hasNextPage, end } = page;
  return { nodes, pageInfo: { hasNextPage, endCursor: end === null ? null : cursorText(end, context) } };
}

interface Reading {
  readonly received: Received;
  readonly open: ReadonlyMap<string, OpenItem>;
  readonly context: SubgraphContext;
}

interface SeenRecords {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly hasNextPage: boolean;
  /** The last record of the page, or where reading ended for a short one; null for an empty last page. */
  readonly end: ReceivedPosition | null;
}

/** Reads on until the page is full and one more is found, so that a page tells nothing of records that its reader does not see. */
async function seenRecords(id: string, query: ReceivedQuery, reading: Reading): Promise<SeenRecords> {
  const nodes: Readonly<Record<string, unknown>>[] = [];
  let end: ReceivedPosition | null = null;
  let readTo = query.after;
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const after = readTo === undefined ? {} : { after: readTo };
    const { records, hasNextPage } = await reading.received.store.recordsAbout(id, {
      ...query,
      ...after,
      first: READ_AT_ONCE,
    });
    for (const record of records) {
      readTo = record;
      const node = nodeOf(record, reading);
      if (node === null) continue;
      if (nodes.length === query.first) return { nodes, hasNextPage: true, end };
      nodes.push(node);
      end = record;
    }
    if (!hasNextPage) return { nodes, hasNextPage: false, end };
  }
  return { nodes, hasNextPage: true, end: readTo ?? end };
}

/** Null for a record that the caller does not see. */
function nodeOf(record: ReceivedRecord, { received, open, context }: Reading): SeenRecords['nodes'][number] | null {
  const found = open.get(record.item);
  // An item of the same code that means something else at its provider has rules of its own, which nobody knows here.
  if (found === undefined || found.item.type.name !== record.type) return null;
  const { type } = found.item;
  const content = received.store.contentOf(record);
  const stored = asStored(type, record, content, context);
  const sights = sightsOfRecord(found.row, stored, type.guard.isPublished, context.today);
  return sights === null ? null : receivedView(type, record, stored, content, sights, context);
}

function queryOf(
  { after, origins, items }: ReceivedArguments,
  open: ReadonlyMap<string, OpenItem>,
  context: SubgraphContext,
): Omit<ReceivedQuery, 'first'> {
  if (origins != null && !origins.every(isOrigin)) {
    throw invalidArgument('origins', 'it takes upstream, downstream:<area> and peer:<area>.');
  }
  const codes = [...open.keys()];
  return {
    items: items == null ? codes : codes.filter((code) => items.includes(code)),
    ...(origins == null ? {} : { origins }),
    ...(after == null ? {} : { after: positionOf(after, context) }),
  };
}

const OWNER = 'list of received records';

/** Encrypted: a place may be one that its reader does not see. */
function cursorText({ decisionDate, origin, item, recordId }: ReceivedPosition, { store }: SubgraphContext): string {
  return sealCursor(OWNER, JSON.stringify({ decisionDate, origin, item, recordId }), store);
}

function positionOf(cursor: string, { store }: SubgraphContext): ReceivedPosition {
  return JSON.parse(unsealCursor(OWNER, cursor, store)) as ReceivedPosition; // cast: nobody else can have made it
}
