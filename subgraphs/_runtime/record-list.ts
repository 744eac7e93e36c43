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
  info: GraphQLResolveInfo,
): RecordQuery {
  const after = args.after == null ? undefined : parseCursor(args.after);
  return {
    type: type.name,
    first: pageSize(args.first),
    where: { ...conditions(args.filter ?? {}), ...context.access.rowConditions(context.today) },
    withTotal: info.fieldNodes.some((node) => selects(node.selectionSet, 'totalCount', info)),
    ...(after === undefined ? {} : { after }),
  };
}

/** A page as its connection type shows it; no page is an empty one. */
export function connection(type: RecordType, page: RecordPage | null, context: SubgraphContext) {
  const records = page?.records ?? [];
  const last = records.at(-1);
  const edges = records.map((record) => ({
    cursor: cursorOf(record),
    node: recordView(type, record, context.today),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: page?.hasNextPage ?? false, endCursor: last === undefined ? null : cursorOf(last) },
    totalCount: page?.totalCount ?? 0,
  };
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
