import type { RecordPage } from '../../storage/port.ts';
import type { Reach } from './access/record-age.ts';
import { type RowAccess, sightsOfRecord } from './access/row-access.ts';
import { accessOfSubjects } from './access/row-of.ts';
import type { TypeAccess } from './access/type-access.ts';
import { mergedPage } from './merged-page.ts';
import { RecordConnection, type SightsOf } from './record-connection.ts';
import type { ReadBounds } from './record-list.ts';
import type { RecordType } from './record-type.ts';
import type { SubgraphContext } from './subgraph-context.ts';
import type { Forebear, Lineage } from './succession/lineage.ts';

type Pages = ReadonlyMap<string, RecordPage | null>;

/** What is asked for of each subject, and how it is read. */
export interface SubjectListSetting {
  readonly type: RecordType;
  /** Of the list field. */
  readonly coordinate: string;
  readonly withTotal: boolean;
  readonly context: SubgraphContext;
  /** Most records of a page. */
  readonly first: () => number;
  /** Pages of the subjects' records within the bounds; subjects without any may be missing. */
  readonly read: (subjectIds: readonly string[], bounds: ReadBounds) => Promise<Pages>;
}

/**
 * Lists of the subjects' records, in the order of the subjects; null for a subject of which the caller sees none, for which
 * the store is not asked. The list of a subject that has succeeded others holds their records too, as far as the caller sees them:
 * each says whom it is about.
 */
export async function subjectLists(
  subjectIds: readonly string[],
  setting: SubjectListSetting,
): Promise<readonly (RecordConnection | null)[]> {
  const { type, context } = setting;
  const access = context.access.of(type.name);
  if (access.isClosed) return subjectIds.map(() => null);
  const current = context.successions.current();
  const lineage = current instanceof Promise ? await current : current;
  const { rows, pages } = await readSubjects(subjectIds, null, access, setting);
  if (lineage.someSucceed(subjectIds)) return listsWithForebears(subjectIds, { rows, pages }, lineage, access, setting);
  return subjectIds.map((id, index) => listOf(pages.get(id) ?? null, rows[index], setting));
}

/** What was read of subjects, and what the caller sees of them, in their order. */
interface ReadSubjects {
  readonly rows: readonly RowAccess[];
  readonly pages: Pages;
}

/** @param decidedTo last day of decisions that are read; null for all */
async function readSubjects(
  subjectIds: readonly string[],
  decidedTo: string | null,
  access: TypeAccess,
  setting: SubjectListSetting,
): Promise<ReadSubjects> {
  const looked = accessOfSubjects(subjectIds, access, setting.context);
  const rows = looked instanceof Promise ? await looked : looked;
  const reach = commonReach(rows);
  const pages =
    reach === null
      ? await readByReach(subjectIds, rows, decidedTo, access, setting)
      : await readAlike(subjectIds, reach, decidedTo, access, setting);
  return { rows, pages };
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
  decidedTo: string | null,
  access: TypeAccess,
  { withTotal, context: { today, disclosed }, read }: SubjectListSetting,
): Promise<Pages> {
  disclosed.about(subjectIds);
  return read(subjectIds, { kinds: access.kinds, reach, today, withTotal, decidedTo });
}

/** One read for each reach, of the subjects of which anything is seen. */
async function readByReach(
  subjectIds: readonly string[],
  rows: readonly RowAccess[],
  decidedTo: string | null,
  access: TypeAccess,
  setting: SubjectListSetting,
): Promise<Pages> {
  const pages = new Map<string, RecordPage | null>();
  for (const reach of new Set(rows.map((row) => row.reach))) {
    const ids = subjectIds.filter((_, index) => rows[index]?.reach === reach && rows[index].current.row !== 'denied');
    if (ids.length === 0) continue;
    for (const [id, page] of await readAlike(ids, reach, decidedTo, access, setting)) pages.set(id, page);
  }
  return pages;
}

function listOf(
  page: RecordPage | null,
  row: RowAccess | undefined,
  setting: SubjectListSetting,
): RecordConnection | null {
  const { type, context } = setting;
  return isSeen(row, setting) ? new RecordConnection(type, page, sightsOf(type, row, context), context) : null;
}

/** Whether anything is seen of the row; a reason why not is given where there is one. */
function isSeen(row: RowAccess | undefined, { coordinate, context }: SubjectListSetting): row is RowAccess {
  if (row === undefined) return false;
  if (row.current.row !== 'denied') return true;
  if (row.reason !== null) context.disclosed.denied(coordinate, row.reason);
  return false;
}

/** The same lists for subjects of which some have succeeded others. */
async function listsWithForebears(
  subjectIds: readonly string[],
  own: ReadSubjects,
  lineage: Lineage,
  access: TypeAccess,
  setting: SubjectListSetting,
): Promise<readonly (RecordConnection | null)[]> {
  const seen = subjectIds.filter((_, index) => own.rows[index]?.current.row !== 'denied');
  const before = await readForebears(
    seen.flatMap((id) => lineage.forebearsOf(id)),
    access,
    setting,
  );
  return subjectIds.map((id, index) => {
    const page = own.pages.get(id) ?? null;
    const row = own.rows[index];
    const forebears = lineage.forebearsOf(id).flatMap((forebear) => before.get(keyOf(forebear)) ?? []);
    if (forebears.length === 0 || !isSeen(row, setting)) return listOf(page, row, setting);
    return wholeList({ id, page, row }, forebears, setting);
  });
}

/** What was read of one subject, and what the caller sees of it. */
interface ReadSubject {
  readonly id: string;
  readonly page: RecordPage | null;
  readonly row: RowAccess;
}

/** Those of which the caller sees anything, by `keyOf`. */
async function readForebears(
  forebears: readonly Forebear[],
  access: TypeAccess,
  setting: SubjectListSetting,
): Promise<ReadonlyMap<string, ReadSubject>> {
  const read = new Map<string, ReadSubject>();
  for (const decidedTo of new Set(forebears.map((forebear) => forebear.decidedTo))) {
    const alike = forebears.filter((forebear) => forebear.decidedTo === decidedTo);
    const ids = [...new Set(alike.map(({ id }) => id))];
    const { rows, pages } = await readSubjects(ids, decidedTo, access, setting);
    for (const [index, id] of ids.entries()) {
      const row = rows[index];
      if (isSeen(row, setting)) read.set(keyOf({ id, decidedTo }), { id, page: pages.get(id) ?? null, row });
    }
  }
  return read;
}

function keyOf({ id, decidedTo }: Forebear): string {
  return `${decidedTo ?? ''} ${id}`;
}

/** What a caller sees of a record hangs on whom it is about, in whosever list it stands. */
function wholeList(
  own: ReadSubject,
  forebears: readonly ReadSubject[],
  { type, first, context }: SubjectListSetting,
): RecordConnection {
  const all = [own, ...forebears];
  const page = mergedPage(
    all.flatMap((one) => one.page ?? []),
    first(),
  );
  const sights = new Map(all.map(({ id, row }) => [id, sightsOf(type, row, context)]));
  return new RecordConnection(type, page, (record) => sights.get(record.subjectId)?.(record) ?? null, context);
}

/** Records that count now are all that was read where nothing else is open. */
function sightsOf(type: RecordType, row: RowAccess, { today }: SubgraphContext): SightsOf {
  if (row.reach === 'current') return row.always;
  return (record) => sightsOfRecord(row, record, type.guard.isPublished, today);
}
