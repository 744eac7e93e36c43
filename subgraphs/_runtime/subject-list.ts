import type { RecordPage } from '../../storage/port.ts';
import type { Reach } from './access/record-age.ts';
import { type RowAccess, sightsOfRecord } from './access/row-access.ts';
import { accessOfSubjects } from './access/row-of.ts';
import type { TypeAccess } from './access/type-access.ts';
import { RecordConnection, type SightsOf } from './record-connection.ts';
import type { ReadBounds } from './record-list.ts';
import type { RecordType } from './record-type.ts';
import type { SubgraphContext } from './subgraph-context.ts';

type Pages = ReadonlyMap<string, RecordPage | null>;

/** What is asked for of each subject, and how it is read. */
export interface SubjectListSetting {
  readonly type: RecordType;
  /** Of the list field. */
  readonly coordinate: string;
  readonly withTotal: boolean;
  readonly context: SubgraphContext;
  /** Pages of the subjects' records within the bounds; subjects without any may be missing. */
  readonly read: (subjectIds: readonly string[], bounds: ReadBounds) => Promise<Pages>;
}

/**
 * Lists of the subjects' records, in the order of the subjects; null for a subject of which the caller sees none, for which
 * the store is not asked.
 */
export async function subjectLists(
  subjectIds: readonly string[],
  setting: SubjectListSetting,
): Promise<readonly (RecordConnection | null)[]> {
  const { type, context } = setting;
  const access = context.access.of(type.name);
  if (access.isClosed) return subjectIds.map(() => null);
  const looked = accessOfSubjects(subjectIds, access, context);
  const rows = looked instanceof Promise ? await looked : looked;
  const reach = commonReach(rows);
  const pages =
    reach === null
      ? await readByReach(subjectIds, rows, access, setting)
      : await readAlike(subjectIds, reach, access, setting);
  return subjectIds.map((id, index) => listOf(pages.get(id) ?? null, rows[index], setting));
}

/** How far back all of the subjects' records are seen; null where they differ, or where nothing is seen of one. */
function commonReach(rows: readonly RowAccess[]): Reach | null {
  const first = rows[0];
  if (first === undefined) return null;
  for (const { current, reach } of rows) if (current.row === 'denied' || reach !== first.reach) return null;
  return first.reach;
}

function readAlike(
  subjectIds: readonly string[],
  reach: Reach,
  access: TypeAccess,
  { withTotal, context: { today, disclosed }, read }: SubjectListSetting,
): Promise<Pages> {
  disclosed.about(subjectIds);
  return read(subjectIds, { kinds: access.kinds, reach, today, withTotal });
}

/** One read for each reach, of the subjects of which anything is seen. */
async function readByReach(
  subjectIds: readonly string[],
  rows: readonly RowAccess[],
  access: TypeAccess,
  setting: SubjectListSetting,
): Promise<Pages> {
  const pages = new Map<string, RecordPage | null>();
  for (const reach of new Set(rows.map((row) => row.reach))) {
    const ids = subjectIds.filter((_, index) => rows[index]?.reach === reach && rows[index].current.row !== 'denied');
    if (ids.length === 0) continue;
    for (const [id, page] of await readAlike(ids, reach, access, setting)) pages.set(id, page);
  }
  return pages;
}

function listOf(
  page: RecordPage | null,
  row: RowAccess | undefined,
  { type, coordinate, context }: SubjectListSetting,
): RecordConnection | null {
  if (row !== undefined && row.current.row !== 'denied') {
    return new RecordConnection(type, page, sightsOf(type, row, context), context);
  }
  if (row !== undefined && row.reason !== null) context.disclosed.denied(coordinate, row.reason);
  return null;
}

/** Records that count now are all that was read where nothing else is open. */
function sightsOf(type: RecordType, row: RowAccess, { today }: SubgraphContext): SightsOf {
  if (row.reach === 'current') return row.always;
  return (record) => sightsOfRecord(row, record, type.guard.isPublished, today);
}
