import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../../embedded/database.ts';
import { audited } from '../audited.ts';
import { entryText } from '../entry-text.ts';
import { GroupCommit } from '../group-commit.ts';
import type {
  AuditEntry,
  AuditFigure,
  AuditLedger,
  AuditPage,
  AuditQuery,
  AuditReceiptPlace,
  ChainedEntry,
  SealedSegment,
} from '../port.ts';
import type { SealingRule } from '../sealing-rule.ts';
import type { UsageKind } from '../usage.ts';
import { ChainFile } from './chain-file.ts';
import { ChainReader } from './chain-reader.ts';
import { createTables, readRule } from './tables.ts';
import { WriterThread } from './writer-thread.ts';

/** The trail in an SQLite file of its own, `audit.db` in the data folder. Several processes may append to it. */
export class EmbeddedTrail implements AuditLedger {
  readonly description: string;
  readonly rule: SealingRule;
  readonly #writer: WriterThread;
  readonly #group: GroupCommit;
  readonly #reader: ChainFile<ChainReader>;

  /**
   * Opens the trail of the folder, or makes a new one by the rule; one that is there keeps its own.
   *
   * @param deadlineMs how long a commit may take before it counts as failed
   * @throws HubError STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_UNAVAILABLE
   */
  constructor(folder: string, rule: SealingRule, deadlineMs: number) {
    const file = trailFile(folder);
    this.description = `audit trail ${file}`;
    this.rule = prepare(file, rule);
    this.#writer = new WriterThread(file, deadlineMs);
    this.#group = new GroupCommit((texts) => this.#writer.append(texts));
    this.#reader = new ChainFile(file, (database) => new ChainReader(database));
  }

  append(entry: AuditEntry): Promise<AuditReceiptPlace> {
    return this.#group.append(entryText(entry));
  }

  entry(seq: number): Promise<ChainedEntry | null> {
    return this.#read((reader) => reader.entry(seq));
  }

  entries(after: number, limit: number): Promise<readonly ChainedEntry[]> {
    return this.#read((reader) => reader.entries(after, limit));
  }

  find(query: AuditQuery): Promise<AuditPage> {
    return this.#read((reader) => reader.find(query));
  }

  segments(): Promise<readonly SealedSegment[]> {
    return this.#read((reader) => reader.segments());
  }

  uses(agreement: string, day: string): Promise<number> {
    return this.#read((reader) => reader.uses(agreement, day));
  }

  figures(by: UsageKind, since: string): Promise<readonly AuditFigure[]> {
    return this.#read((reader) => reader.figures(by, since));
  }

  head(): Promise<number> {
    return this.#read((reader) => reader.head());
  }

  firstHidden(entries: readonly ChainedEntry[]): Promise<number | null> {
    return this.#read((reader) => reader.firstHidden(entries));
  }

  seal(): Promise<SealedSegment | null> {
    return this.#writer.seal();
  }

  async close(): Promise<void> {
    await this.#group.close();
    await this.#writer.close();
    this.#reader.close();
  }

  #read<T>(work: (reader: ChainReader) => T): Promise<T> {
    return audited(() => this.#reader.use(work));
  }
}

/** Whether the folder holds a trail. */
export function embeddedTrailExists(folder: string): boolean {
  return existsSync(trailFile(folder));
}

function trailFile(folder: string): string {
  return join(folder, 'audit.db');
}

function prepare(file: string, rule: SealingRule): SealingRule {
  const database = new Database(file);
  try {
    createTables(database, rule);
    return readRule(database);
  } finally {
    database.close();
  }
}
