import { isMonth } from '../_runtime/intake/month.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import { RecordSum } from '../_runtime/record-sum.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { exchangeOf } from './exchange-context.ts';
import { givenCursor } from './given-cursor.ts';
import { heldRecords } from './held-records.ts';

interface DigestArguments {
  readonly item: string;
  readonly upTo: string;
  readonly fromMonth?: string | null;
  readonly toMonth?: string | null;
}

/** What a reader holds of an item at a cursor, by month of decision; null for those who may not read the feed. */
export const digestQuery = {
  digest: async (_: unknown, args: DigestArguments, context: SubgraphContext) => {
    const given = await givenCursor(args.upTo, context);
    if (given === null) return null;
    if (given.cursor.load !== undefined) {
      throw invalidArgument('upTo', 'it is from the middle of a first load, which is to be finished.');
    }
    const item = exchangeOf(context).items.get(args.item);
    if (item === undefined || given.feed.items.get(item.type.name) !== item) {
      throw invalidArgument('item', 'it is none of those that the cursor is about.');
    }
    const days = {
      from: `${monthOf('fromMonth', args.fromMonth) ?? '0000-01'}-01`,
      to: `${monthOf('toMonth', args.toMonth) ?? '9999-12'}-31`,
    };
    const seq = given.cursor.place[item.subgraph.department.code] ?? 0;
    const sums = new Map<string, RecordSum>();
    for await (const records of heldRecords(item, seq, days, context)) {
      for (const { id, version, decisionDate } of records) sumOf(decisionDate.slice(0, 7), sums).add(id, version);
    }
    context.disclosed.ofItems([args.item]);
    return [...sums]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([month, { count, checksum }]) => ({ month, count, checksum }));
  },
} satisfies Record<string, FieldResolver>;

function sumOf(month: string, sums: Map<string, RecordSum>): RecordSum {
  const sum = sums.get(month) ?? new RecordSum();
  sums.set(month, sum);
  return sum;
}

function monthOf(argument: string, month: string | null | undefined): string | null {
  if (month == null || isMonth(month)) return month ?? null;
  throw invalidArgument(argument, 'it must be a month, YYYY-MM.');
}
