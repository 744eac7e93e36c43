import type { RecordConditions, RecordQuery, RecordState, RecordStore, SubjectKind } from '../../storage/port.ts';
import { type Reach, reachConditions } from './access/record-age.ts';
import { invalidArgument } from './invalid-argument.ts';
import { parseCursor } from './record-cursor.ts';
import type { RecordType } from './record-type.ts';

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

/** What the caller's access adds to its arguments. */
export interface ReadBounds {
  readonly kinds: readonly SubjectKind[];
  readonly reach: Reach;
  readonly today: string;
  readonly withTotal: boolean;
  /** Only what was decided on this day or earlier, whatever the caller asks for. */
  readonly decidedTo?: string | null;
}

/**
 * The query behind a list field: the caller's arguments under the conditions of its access.
 *
 * @param store which gave out the cursor among the arguments
 * @throws HubError INVALID_ARGUMENT, INVALID_CURSOR
 */
export function recordQuery(
  type: RecordType,
  args: ListArguments,
  bounds: ReadBounds,
  store: RecordStore,
): RecordQuery {
  const after = args.after == null ? undefined : parseCursor(type.name, args.after, store);
  const asked = conditions(args.filter ?? {}, bounds.today);
  const open = reachConditions(bounds.reach, type.guard.isPublished, bounds.today);
  return {
    type: type.name,
    first: pageSize(args.first),
    where: { ...asked, ...open, ...bothStates(asked, open), ...earlierEnd(asked, bounds), subjectKinds: bounds.kinds },
    withTotal: bounds.withTotal,
    ...(after === undefined ? {} : { after }),
  };
}

/**
 * `recordQuery` for callers who ask with the same arguments object again and again, as a compiled operation does: as long as
 * the bounds are the same too, they are given the same query, which stores know again.
 */
export function rememberedQuery(type: RecordType) {
  const remembered = new WeakMap<ListArguments, { readonly query: RecordQuery; readonly bounds: ReadBounds }>();
  return (args: ListArguments, bounds: ReadBounds, store: RecordStore): RecordQuery => {
    const last = remembered.get(args);
    if (last !== undefined && isSame(last.bounds, bounds)) return last.query;
    const query = recordQuery(type, args, bounds, store);
    remembered.set(args, { query, bounds });
    return query;
  };
}

function isSame(one: ReadBounds, other: ReadBounds): boolean {
  return (
    one.today === other.today &&
    one.reach === other.reach &&
    one.withTotal === other.withTotal &&
    (one.decidedTo ?? null) === (other.decidedTo ?? null) &&
    (one.kinds === other.kinds || one.kinds.join() === other.kinds.join())
  );
}

/** How large pages of a list are: `usual` unless told otherwise, and at most. */
export interface PageSizes {
  readonly usual: number;
  readonly most: number;
}

const RECORD_PAGES: PageSizes = { usual: 20, most: MAX_PAGE };

/**
 * Size of a page, of a list of records unless told otherwise.
 *
 * @throws HubError INVALID_ARGUMENT outside of 1 to the most.
 */
export function pageSize(first: number | null | undefined, { usual, most }: PageSizes = RECORD_PAGES): number {
  const size = first ?? usual;
  if (size >= 1 && size <= most) return size;
  throw invalidArgument('first', `it must be 1 to ${most}.`);
}

function conditions({ states, ...filter }: NonNullable<ListArguments['filter']>, today: string): RecordConditions {
  const given = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...Object.fromEntries(given), // the names of the filter's fields are the conditions'
    ...(states == null ? {} : { states: { anyOf: states, day: today } }),
  };
}

/** States that are asked for and open. */
function bothStates({ states: asked }: RecordConditions, { states: open }: RecordConditions): RecordConditions {
  if (asked === undefined || open === undefined) return {};
  return { states: { ...asked, anyOf: asked.anyOf.filter((state) => open.anyOf.includes(state)) } };
}

function earlierEnd({ decidedTo: asked }: RecordConditions, { decidedTo: bound }: ReadBounds): RecordConditions {
  return bound == null || (asked !== undefined && asked <= bound) ? {} : { decidedTo: bound };
}
