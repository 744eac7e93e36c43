import { basename, dirname, join } from 'node:path';
import { HubError } from '../../schema/errors.ts';
import { intakeRules } from '../../seeds/reference/intake-rules.ts';
import type { Counts } from '../../storage/collection/port.ts';
import type { CollectedItem } from '../../subgraphs/_runtime/intake/collection.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { type FileReport, importFile } from '../import/import-file.ts';
import { openCollecting } from '../open-collecting.ts';
import { keyedAdapter, openExistingStore, type StoreOptions } from '../open-store.ts';
import { progressLine } from '../progress-line.ts';
import { keepHeapsTight } from '../tight-heap.ts';

export interface ImportOptions extends StoreOptions {
  readonly department: string;
  /** Code of the catalogue item, with or without the department's before it. */
  readonly item: string;
  readonly sheet?: string;
  /** Folder for refused rows; beside the file unless it is given. */
  readonly rejects?: string;
  readonly again?: boolean;
}

/** For pages of the store that is read, in MiB: each subject is looked for once in a chunk. */
const CACHE_MIB = 8;

/** Exit codes: every row of every file is a record, some are, none is. 1 is for errors. */
const EVERY_ROW = 0;
const SOME_ROWS = 2;
const NO_ROW = 3;

/**
 * Imports files that a department reports of a catalogue item, one after the other, and says what became of them.
 *
 * @throws HubError CONFIG_INVALID, TABLE_*, HEADINGS_INVALID, STORE_*
 */
export async function importFiles(paths: readonly string[], options: ImportOptions): Promise<number> {
  keepHeapsTight();
  const { keys } = await keyedAdapter(options, false);
  const store = await openExistingStore(options, CACHE_MIB);
  const collection = await openCollecting(options, { subgraphs: await loadSubgraphs(), store, keys });
  try {
    const item = itemOf(options, collection.items);
    const place = { item, collection: collection.store, store: options, now: () => new Date() };
    const counts: Counts[] = [];
    for (const path of paths) {
      const progress = progressLine(basename(path));
      const begun = performance.now();
      const file = {
        path,
        sheet: options.sheet,
        rejects: join(options.rejects ?? dirname(path), `${basename(path)}.rejects.csv`),
        isAgain: options.again === true,
        onProgress: (share: number, rows: number) => progress.show(share, rateNote(rows, begun)),
      };
      const report = await importFile(file, place).catch((error: unknown) => {
        progress.abandon();
        throw error;
      });
      progress.show(1, rateNote(report.batch.counts.received, begun));
      progress.end(`done in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
      print(path, item, report);
      counts.push(report.batch.counts);
    }
    return exitCode(counts);
  } finally {
    await collection.store.close();
    await store.close();
  }
}

function itemOf({ department, item }: ImportOptions, items: ReadonlyMap<string, CollectedItem>): CollectedItem {
  const found = items.get(`${department}.${item}`) ?? items.get(item);
  if (found?.department.code === department) return found;
  const own = [...items.values()].filter((one) => one.department.code === department);
  const problem =
    own.length === 0
      ? `there is no department "${department}" with records.`
      : `the department "${department}" has no item "${item}"; it has ${own.map(({ type }) => type.entry.code).join(', ')}.`;
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}

function rateNote(rows: number, begun: number): string {
  const seconds = (performance.now() - begun) / 1_000;
  const rate = seconds < 0.1 ? 0 : Math.round(rows / seconds);
  return `${rows.toLocaleString('en')} rows, ${rate.toLocaleString('en')} rows/s`;
}

function print(path: string, { type }: CollectedItem, { batch, isNew, rejects }: FileReport): void {
  const { received, accepted, refused, waiting, byRule } = batch.counts;
  const number = (value: number) => value.toLocaleString('en');
  console.log(`${path} → ${type.entry.code}, batch ${batch.id}`);
  if (!isNew) console.log(`  was imported on ${batch.finishedAt}; nothing is changed (--again takes it once more)`);
  console.log(
    `  ${number(received)} rows: ${number(accepted)} accepted, ${number(refused)} refused, ${number(waiting)} wait for a subject`,
  );
  const rules = intakeRules(cityDay(new Date()));
  for (const [code, rows] of Object.entries(byRule).sort()) {
    const rule = rules.get(code);
    console.log(`  ${code} ${rule?.severity === 'W' ? 'warns ' : 'refuses'} ${number(rows)}: ${rule?.messageEn ?? ''}`);
  }
  if (rejects !== null) console.log(`  refused rows, to mend and import again: ${rejects}`);
}

function exitCode(counts: readonly Counts[]): number {
  const sum = (key: 'received' | 'accepted') => counts.reduce((total, one) => total + one[key], 0);
  if (sum('accepted') === sum('received')) return EVERY_ROW;
  return sum('accepted') === 0 ? NO_ROW : SOME_ROWS;
}
