import type { Database } from '../../embedded/database.ts';
import type {
  CaseEvent,
  CasePage,
  CaseVersion,
  CoordinationStore,
  DeskPage,
  DeskQuery,
  HistoryPage,
  HistoryQuery,
  LogPage,
  LogQuery,
  StoredCase,
  SubjectCaseQuery,
} from '../port.ts';
import { CaseTables } from './case-tables.ts';
import { CaseWriter } from './case-writer.ts';
import { DeskTable } from './desk-table.ts';
import { LogTable } from './log-table.ts';
import { openDatabase } from './open-database.ts';

/**
 * Opens `coordination.db` in the data folder, or makes it. Several processes may open it.
 *
 * @throws HubError STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_UNAVAILABLE
 */
export function openEmbeddedCoordination(folder: string): CoordinationStore {
  return new EmbeddedCoordination(openDatabase(folder), new CaseWriter(folder));
}

/** Reads here, and writes in a thread of its own. */
class EmbeddedCoordination implements CoordinationStore {
  readonly description: string;
  readonly #database: Database;
  readonly #cases: CaseTables;
  readonly #desks: DeskTable;
  readonly #log: LogTable;
  readonly #writer: CaseWriter;

  /** Takes over the database and the writer. */
  constructor(database: Database, writer: CaseWriter) {
    this.description = `embedded coordination store ${database.file}`;
    this.#database = database;
    this.#cases = new CaseTables(database);
    this.#desks = new DeskTable(database);
    this.#log = new LogTable(database);
    this.#writer = writer;
  }

  save(version: CaseVersion): Promise<boolean> {
    return this.#writer.save(version);
  }

  async case(id: string): Promise<StoredCase | null> {
    return this.#cases.byId(id);
  }

  async timeline(id: string): Promise<readonly CaseEvent[]> {
    return this.#cases.timeline(id);
  }

  async casesOfSubjects(kind: string, subjectIds: readonly string[]) {
    const found = [...new Set(subjectIds)].map((id) => [id, this.#cases.ofSubject(kind, id)] as const);
    return new Map(found.filter(([, cases]) => cases.length > 0));
  }

  async subjectCases(query: SubjectCaseQuery): Promise<CasePage> {
    return this.#cases.page(query);
  }

  async desk(query: DeskQuery): Promise<DeskPage> {
    return this.#desks.page(query);
  }

  async log(query: LogQuery): Promise<LogPage> {
    return this.#log.page(query);
  }

  async histories(query: HistoryQuery): Promise<HistoryPage> {
    return this.#cases.histories(query);
  }

  async close(): Promise<void> {
    await this.#writer.close();
    this.#database.close();
  }
}
