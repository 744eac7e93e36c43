import type { JournalEntry } from '../../storage/port.ts';
import { accessFor } from '../_runtime/access/access.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type Change, changeOf } from './change.ts';
import type { Feed } from './feed.ts';
import type { ItemRights } from './item-rights.ts';
import { recordBytes } from './page-bytes.ts';
import { rowsOf } from './record-rows.ts';

/** What a reader is told of an entry, and how much the record holds that comes with it, in bytes of its JSON. */
export interface Told {
  readonly change: Change;
  readonly bytes: number;
}

/** What the reader is told of each of the entries; those of which it is told nothing are missing. */
export async function toldOf(
  entries: readonly JournalEntry[],
  feed: Feed,
  rights: ItemRights,
  context: SubgraphContext,
): Promise<ReadonlyMap<JournalEntry, Told>> {
  const types = [...new Set(entries.map(({ type }) => type))];
  const told = await Promise.all(
    types.map((type) => {
      const item = feed.items.get(type);
      const ofType = entries.filter((entry) => entry.type === type);
      return item === undefined ? [] : toldOfItem(ofType, item, rights.hasChanged(item), context);
    }),
  );
  return new Map(told.flat());
}

async function toldOfItem(
  entries: readonly JournalEntry[],
  item: ExchangedItem,
  hadOtherRights: boolean,
  context: SubgraphContext,
): Promise<readonly (readonly [JournalEntry, Told])[]> {
  const { subgraph, type } = item;
  // Of what is closed, and always was, there is nothing to tell and nothing to read.
  if (!hadOtherRights && accessFor(subgraph, context.passport).of(type.name).isClosed) return [];
  const ids = [...new Set(entries.map(({ recordId }) => recordId))];
  const records = [...(await context.store.recordsById(type.name, ids)).values()];
  const rows = await rowsOf(records, item, context);
  const known = new Map(records.map((record, index) => [record.id, { record, row: rows[index] }]));
  return entries.flatMap((entry) => {
    const { record, row } = known.get(entry.recordId) ?? {};
    if (record === undefined || row === undefined) return [];
    const change = changeOf({ entry, record, type, row, hadOtherRights, today: context.today });
    return change === null
      ? []
      : [[entry, { change, bytes: change.record === null ? 0 : recordBytes(record) }] as const];
  });
}
