import type { Batch, CollectionStore } from '../../storage/collection/port.ts';
import type { CollectedItem } from '../../subgraphs/_runtime/intake/collection.ts';
import type { PreparedChunk } from '../../subgraphs/_runtime/intake/prepared-chunk.ts';
import type { ReportedRow } from '../../subgraphs/_runtime/intake/reported-table.ts';
import { inChunks } from '../../subgraphs/_runtime/intake/take-rows.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import type { StoreOptions } from '../open-store.ts';
import { CommitThread } from './commit-thread.ts';
import { contentKey } from './content-key.ts';
import { type OpenTable, openTable } from './open-table.ts';
import { Rejects } from './rejects.ts';

/** What a file is imported into. */
export interface ImportPlace {
  readonly item: CollectedItem;
  readonly collection: CollectionStore;
  /** For the thread that writes. */
  readonly store: StoreOptions;
  readonly now: () => Date;
}

/** A file, and how it is imported. */
export interface FileImport {
  readonly path: string;
  /** Of a workbook; the first visible one where it is left out. */
  readonly sheet?: string | undefined;
  /** Where refused rows go. */
  readonly rejects: string;
  /** Takes a file once more that was imported already: what it says may match now. */
  readonly isAgain: boolean;
  readonly onProgress: (share: number, rows: number) => void;
}

/** What became of a file. */
export interface FileReport {
  readonly batch: Batch;
  /** False: it was imported before, and nothing was done now. */
  readonly isNew: boolean;
  /** File with the rows that were refused; null where none was. */
  readonly rejects: string | null;
}

/**
 * Imports a file: one thread reads and checks, another writes. A process that is killed goes on where it was when it is started
 * again with the same file; what was done is not done twice.
 *
 * @throws HubError CONFIG_INVALID, TABLE_*, HEADINGS_INVALID, STORE_*
 */
export async function importFile(file: FileImport, place: ImportPlace): Promise<FileReport> {
  const { item, collection, now } = place;
  let rows = 0;
  const table = await openTable(file.path, {
    isHeading: (text) => item.isHeading(text),
    sheet: file.sheet,
    onProgress: (read, total) => file.onProgress(total === 0 ? 1 : read / total, rows),
  });
  const receivedOn = cityDay(now());
  const rejects = new Rejects(file.rejects, table.header, item, receivedOn);
  try {
    const read = item.reader(table.header, receivedOn);
    await rejects.checkFolder();
    const batch = await openBatch(file, place);
    if (batch.finishedAt !== null) return { batch, isNew: false, rejects: null };
    await takeTable(table, read, batch, place, async (chunk, some) => {
      rows += some.length;
      await rejects.add(chunk, some);
    });
    const path = await rejects.finish();
    await collection.finishBatch(batch.id, now().toISOString());
    return { batch: (await collection.batch(batch.id)) ?? batch, isNew: true, rejects: path };
  } catch (error) {
    await rejects.discard();
    throw error;
  } finally {
    await table.close();
  }
}

async function openBatch(file: FileImport, place: ImportPlace): Promise<Batch> {
  const { item, collection, now } = place;
  return collection.beginBatch({
    department: item.department.code,
    item: item.type.entry.code,
    key: await batchKey(file, place),
    source: 'file',
    reportedBy: 'cli',
    at: now().toISOString(),
  });
}

/** Of the content; where the file is to be taken once more, with the number of the time. */
async function batchKey(file: FileImport, { item, collection }: ImportPlace): Promise<string> {
  const key = await contentKey(file.path, file.sheet);
  if (!file.isAgain) return key;
  for (let time = 2; ; time += 1) {
    const next = `${key} #${time}`;
    const known = await collection.batchByKey(item.department.code, item.type.entry.code, next);
    if (known?.finishedAt == null) return next;
  }
}

async function takeTable(
  table: OpenTable,
  read: ReturnType<CollectedItem['reader']>,
  batch: Batch,
  { item, store, now }: ImportPlace,
  onChunk: (chunk: PreparedChunk, rows: readonly ReportedRow[]) => Promise<void>,
): Promise<void> {
  const thread = new CommitThread({ store, department: item.department.code, batchId: batch.id });
  try {
    let number = 0;
    for await (const rows of inChunks(table.rows)) {
      number += 1;
      // Registrations build on those before them; other rows only find what is there.
      if (item.intake.registersSubjects) await thread.drain();
      const chunk = await item.intake.prepare(rows, read, { batchId: batch.id, number, receivedAt: now() });
      if (number > batch.chunks) await thread.commit(chunk);
      await onChunk(chunk, rows);
    }
    await thread.drain();
  } finally {
    await thread.close();
  }
}
