import { accessFor } from '../_runtime/access/access.ts';
import { sightsOfRecord } from '../_runtime/access/row-access.ts';
import { rowOf } from '../_runtime/access/row-of.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { receivedOf } from './received-context.ts';

/**
 * A reference to the record of the same matter, where the hub has one that the caller sees: ids are made of natural keys, so that
 * one matter has one id everywhere.
 *
 * @param item code of the catalogue item
 */
export async function ownRecord(item: string, id: string, context: SubgraphContext) {
  const { subgraph, type } = receivedOf(context).items.get(item) ?? {};
  if (subgraph === undefined || type === undefined) return null;
  const access = accessFor(subgraph, context.passport).of(type.name);
  const record = access.isClosed ? null : await context.load.record(type.name, id);
  if (record === null) return null;
  const row = access.of(await rowOf(record.subjectId, record.subjectKind, access, context));
  const sights = sightsOfRecord(row, record, type.guard.isPublished, context.today);
  return sights === null ? null : { __typename: type.name, id };
}
