import type { StoredRecord } from '../../storage/port.ts';
import { accessFor } from '../_runtime/access/access.ts';
import type { RowAccess } from '../_runtime/access/row-access.ts';
import { rowOf } from '../_runtime/access/row-of.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/** What the caller sees of the rows that each of the records belongs to, in their order. */
export function rowsOf(
  records: readonly StoredRecord[],
  { subgraph, type }: ExchangedItem,
  context: SubgraphContext,
): Promise<readonly RowAccess[]> {
  const access = accessFor(subgraph, context.passport).of(type.name);
  return Promise.all(
    records.map(async ({ subjectId, subjectKind }) => access.of(await rowOf(subjectId, subjectKind, access, context))),
  );
}
