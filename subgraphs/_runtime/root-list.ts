import { HubError } from '../../schema/errors.ts';
import type { RecordQuery, StoredRecord } from '../../storage/port.ts';
import { sightsOfRecord } from './access/row-access.ts';
import type { TypeAccess } from './access/type-access.ts';
import { RecordConnection } from './record-connection.ts';
import type { ReadBounds } from './record-list.ts';
import type { RecordType } from './record-type.ts';
import { seenPage } from './seen-page.ts';
import type { SubgraphContext } from './subgraph-context.ts';

/**
 * A list across subjects; null where the caller may see nobody's. Where its access depends on more than the kind of subject,
 * rows that it may not see are left out after reading.
 *
 * @throws HubError NOT_ALLOWED for the total of such a list, which would count what the caller may not see
 */
export async function rootList(
  type: RecordType,
  context: SubgraphContext,
  withTotal: boolean,
  queryOf: (bounds: ReadBounds) => RecordQuery,
): Promise<RecordConnection | null> {
  const access = context.access.of(type.name);
  if (access.isClosed) return null;
  const { kinds, reach, isExact } = access.list;
  const query = queryOf({ kinds, reach, today: context.today, withTotal });
  if (isExact) return exactList(type, access, query, context);
  if (withTotal) throw new HubError('NOT_ALLOWED', { details: { problem: NO_TOTAL } });
  const { page, sights } = await seenPage(type, query, context);
  context.disclosed.gave(page.records);
  return new RecordConnection(type, page, (record) => sights.get(record) ?? null, context);
}

const NO_TOTAL =
  'a total over all subjects is not told where the caller may see some of them only. Ask for the totals of single subjects.';

/** The query's conditions are all that there is to it. */
async function exactList(
  type: RecordType,
  access: TypeAccess,
  query: RecordQuery,
  context: SubgraphContext,
): Promise<RecordConnection> {
  const page = await context.store.listRecords(query);
  context.disclosed.gave(page.records);
  const sightsOf = (record: StoredRecord) => {
    const row = access.of({ id: record.subjectId, kind: record.subjectKind, area: null });
    if (row.reach === 'current') return row.current;
    return sightsOfRecord(row, record, type.guard.isPublished, context.today);
  };
  return new RecordConnection(type, page, sightsOf, context);
}
