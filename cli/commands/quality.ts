import { HubError } from '../../schema/errors.ts';
import type { CollectedItem } from '../../subgraphs/_runtime/intake/collection.ts';
import { type MonthlyQuality, monthlyQuality } from '../../subgraphs/_runtime/intake/monthly-quality.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { openCollecting } from '../open-collecting.ts';
import { keyedAdapter, openExistingStore, type StoreOptions } from '../open-store.ts';

export interface QualityOptions extends StoreOptions {
  /** YYYY-MM; the current month where it is left out. */
  readonly from?: string;
  readonly to?: string;
  readonly department?: string;
  /** Code of the catalogue item, with or without the department's before it. */
  readonly item?: string;
  readonly json?: boolean;
}

/**
 * Prints how well departments report.
 *
 * @throws HubError CONFIG_INVALID, STORE_*
 */
export async function quality(options: QualityOptions): Promise<void> {
  const now = cityDay(new Date()).slice(0, 7);
  const { department, from = now, to = now } = options;
  const { keys } = await keyedAdapter(options, false);
  const store = await openExistingStore(options);
  const collection = await openCollecting(options, { subgraphs: await loadSubgraphs(), store, keys });
  try {
    const item = itemOf(options, collection.items);
    const filter = {
      fromMonth: from,
      toMonth: to,
      ...(department === undefined ? {} : { department }),
      ...(item === undefined ? {} : { item }),
    };
    const lines = await monthlyQuality(filter, collection);
    if (options.json === true) for (const line of lines) console.log(JSON.stringify(line));
    else printTable(lines);
  } finally {
    await collection.store.close();
    await store.close();
  }
}

/** The whole code of the item; a short one is of the department that is named. */
function itemOf({ department, item }: QualityOptions, items: ReadonlyMap<string, CollectedItem>): string | undefined {
  if (item === undefined) return undefined;
  const found = [item, `${department}.${item}`].find((code) => items.has(code));
  if (found === undefined) throw invalid(`there is no item "${item}"; name it as department.item.`);
  return found;
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}

const COLUMNS: readonly (readonly [title: string, width: number, cell: (line: MonthlyQuality) => string])[] = [
  ['month', 8, ({ month }) => month],
  ['received', 10, ({ counts }) => String(counts.received)],
  ['accepted', 10, ({ counts }) => String(counts.accepted)],
  ['refused', 9, ({ counts }) => String(counts.refused)],
  ['waiting', 9, ({ counts }) => String(counts.waiting)],
  ['compliance', 12, ({ complianceRate }) => percent(complianceRate)],
  ['late', 8, ({ lateRate }) => percent(lateRate)],
  ['bad codes', 11, ({ badCodeRate }) => percent(badCodeRate)],
  ['unmatched', 11, ({ unmatchedRate }) => percent(unmatchedRate)],
  ['covered', 9, ({ isCovered }) => (isCovered ? 'yes' : 'no')],
];

function printTable(lines: readonly MonthlyQuality[]): void {
  const width = Math.max(4, ...lines.map(({ item }) => item.length)) + 2;
  console.log('item'.padEnd(width) + COLUMNS.map(([title, cells]) => title.padStart(cells)).join(''));
  for (const line of lines) {
    console.log(line.item.padEnd(width) + COLUMNS.map(([, cells, cell]) => cell(line).padStart(cells)).join(''));
  }
  const omitted = lines.filter(({ isCovered }) => !isCovered).length;
  console.log(`${lines.length} items and months, ${omitted} of them without any report.`);
}

function percent(rate: number | null): string {
  return rate === null ? '–' : `${(rate * 100).toFixed(2)} %`;
}
