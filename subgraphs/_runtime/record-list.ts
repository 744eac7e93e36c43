import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { HubError } from '../../schema/errors.ts';
import type {
  RecordConditions,
  RecordPage,
  RecordPosition,
  RecordQuery,
  RecordState,
  StoredRecord,
} from '../../storage/port.ts';
import type { Access } from './access.ts';
import type { RecordType } from './record-type.ts';
import { recordView } from './record-view.ts';
import type { SubgraphContext } from './subgraph-context.ts';

/** Longest page that a list gives. */
export const MAX_PAGE = 100;

/** Arguments of every list of records. */
export interface ListArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: {
    readonly states?: readonly RecordState[] | null;
    readonly decidedFrom?: string | null;
    readonly decidedTo?: string | null;
    readonly documentNo?: string | null;
    readonly decidingOrgCode?: string | null;
  } | null;
}

/**
 * The query behind a list field: the caller's arguments under the caller's row conditions.
 *
 * @throws HubError INVALID_ARGUMENT, INVALID_CURSOR
 */
export function listQuery(
  type: RecordType,
  args: ListArguments,
  context: SubgraphContext,
  withTotal: boolean,
): RecordQuery {
  const after = args.after == null ? undefined : parseCursor(args.after);
  return {
    type: type.name,
    first: pageSize(args.first),
    where: { ...conditions(args.filter ?? {}), ...context.access.rowConditions(context.today) },
    withTotal,
    ...(after === undefined ? {} : { after }),
  };
}

/**
 * `listQuery` for callers who ask with the same arguments object again and again, as a compiled operation does: as long as
 * day and access are the same too, they are given the same query, which stores know again.
 */
export function rememberedQuery(type: RecordType) {
  const remembered = new WeakMap<
    ListArguments,
    { readonly query: RecordQuery; readonly today: string; readonly access: Access }
  >();
  return (args: ListArguments, context: SubgraphContext, withTotal: boolean): RecordQuery => {
    const { today, access } = context;
    const last = remembered.get(args);
    const isSame = last?.today === today && last.access === access && last.query.withTotal === withTotal;
    if (isSame) return last.query;
    const query = listQuery(type, args, context, withTotal);
    remembered.set(args, { query, today, access });
    return query;
  };
}

/** Whether the list's total is asked for, which costs a count. */
export function selectsTotal(info: GraphQLResolveInfo): boolean {
  return info.fieldNodes.some((node) => selects(node.selectionSet, 'totalCount', info));
}

/** A page as its connection type shows it; no page is an empty one. */
export function connection(type: RecordType, page: RecordPage | null, context: SubgraphContext): Connection {
  return new Connection(type, page ?? NO_PAGE, context.today);
}

const NO_PAGE: RecordPage = { records: [], hasNextPage: false, totalCount: 0 };

/** Fields of a connection, each made when it is asked for: few queries ask for edges and cursors. */
class Connection {
  readonly #type: RecordType;
  readonly #page: RecordPage;
  readonly #today: string;

  constructor(type: RecordType, page: RecordPage, today: string) {
    this.#type = type;
    this.#page = page;
    this.#today = today;
  }

  get nodes() {
    return this.#page.records.map((record) => recordView(this.#type, record, this.#today));
  }

  get edges() {
    return this.#page.records.map((record) => ({
      cursor: cursorOf(record),
      node: recordView(this.#type, record, this.#today),
    }));
  }

  get pageInfo() {
    const last = this.#page.records.at(-1);
    return { hasNextPage: this.#page.hasNextPage, endCursor: last === undefined ? null : cursorOf(last) };
  }

  get totalCount(): number {
    return this.#page.totalCount ?? 0;
  }
}

/**
 * Size of a page: 20 unless told otherwise.
 *
 * @throws HubError INVALID_ARGUMENT outside of 1 to MAX_PAGE.
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 20;
  if (size >= 1 && size <= MAX_PAGE) return size;
  throw new HubError('INVALID_ARGUMENT', { details: { argument: 'first', problem: `it must be 1 to ${MAX_PAGE}.` } });
}

function conditions(filter: NonNullable<ListArguments['filter']>): RecordConditions {
  const given = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given); // the names of the filter's fields are the conditions'
}

function cursorOf(record: StoredRecord): string {
  return Buffer.from(`${record.decisionDate} ${record.id}`).toString('base64url');
}

function parseCursor(cursor: string): RecordPosition {
  const [decisionDate = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(decisionDate) || !/^[\w-]+$/.test(id)) throw new HubError('INVALID_CURSOR');
  return { decisionDate, id };
}

/** Whether the selection asks for the field, directly or through fragments. */
function selects(selections: SelectionSetNode | undefined, field: string, info: GraphQLResolveInfo): boolean {
  return (selections?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === field;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value];
    return selects(fragment?.selectionSet, field, info);
  });
}
