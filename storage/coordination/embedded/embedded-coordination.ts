import { join } from 'node:path';
import { Database } from '../../embedded/database.ts';
import type {
  CaseEvent,
  CasePage,
  CaseVersion,
  CoordinationStore,
  DeskPage,
  DeskQuery,
  StoredCase,
  SubjectCaseQuery,
} from '../port.ts';
import { CaseTables } from './case-tables.ts';
import { DeskTable } from './desk-table.ts';
import { SharedCommit } from './shared-commit.ts';
import { prepareTables } from './tables.ts';

/**
 * Opens `coordination.db` in the data folder, or makes it. Several processes may open it.
 *
 * @throws HubError STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_UNAVAILABLE
 */
export function openEmbeddedCoordination(folder: string): CoordinationStore {
  const database = new Database(join(folder, 'coordination.db'));
  try {
    prepareTables(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return new EmbeddedCoordination(database);
}

class EmbeddedCoordination implements CoordinationStore {
  readonly description: string;
  readonly #database: Database;
  readonly #cases: CaseTables;
  readonly #desks: DeskTable;
  readonly #commit: SharedCommit;

  /** Takes over the database. */
  constructor(database: Database) {
    this.description = `embedded coordination store ${database.file}`;
    this.#database = database;
    this.#cases = new CaseTables(database);
    this.#desks = new DeskTable(database);
    this.#commit = new SharedCommit(database);
  }

  save(version: CaseVersion): Promise<boolean> {
    return this.#commit.run(() => this.#cases.save(version));
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

  async close(): Promise<void> {
    this.#commit.flush();
    this.#database.close();
  }
}
