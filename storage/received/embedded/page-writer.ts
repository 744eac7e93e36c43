import type { Database } from '../../embedded/database.ts';
import { RowInserter } from '../../embedded/row-inserter.ts';
import type { KeyRing } from '../../key-ring.ts';
import type { ReceivedPage, ReceivedWithdrawal, Sweep } from '../port.ts';
import { sealContent } from '../sealed-content.ts';
import { type PageMarks, RECEIVED_COLUMNS, receivedValues } from './received-row.ts';

const KEY = ['origin', 'item', 'record_id'];

/** A record that is there gets the new values. */
const REPLACING = `ON CONFLICT (${KEY}) DO UPDATE SET ${RECEIVED_COLUMNS.split(', ')
  .filter((column) => !KEY.includes(column))
  .map((column) => `${column} = excluded.${column}`)
  .join()}`;

/** What is left of a removed record. */
const REMOVED = `removed = 1, type = NULL, subject_id = NULL, subject_kind = NULL, state = NULL, decision_date = NULL,
  publicity_start = NULL, publicity_end = NULL, sealed = NULL`;

const REMOVE = `UPDATE received SET version = ?, generation = ?, received_at = ?, ${REMOVED}
  WHERE origin = ? AND item = ? AND record_id = ?`;

const SWEEP = `UPDATE received SET received_at = ?, ${REMOVED} WHERE origin = ? AND generation < ? AND removed = 0`;

/** Writes the rows of pages; inside a transaction of its caller. */
export class PageWriter {
  readonly #database: Database;
  readonly #keys: KeyRing;
  readonly #rows: RowInserter;

  constructor(database: Database, keys: KeyRing) {
    this.#database = database;
    this.#keys = keys;
    this.#rows = new RowInserter(database, 'received', RECEIVED_COLUMNS, REPLACING);
  }

  write({ changes, sweep, state }: ReceivedPage): void {
    const { origin, generation, at } = state;
    const marks = { origin, generation, at };
    this.#rows.insert(
      changes.flatMap((change) => {
        if (change.operation === 'WITHDRAW') return [];
        const { item, recordId } = change;
        const sealed =
          change.operation === 'EMPTY' ? null : sealContent(this.#keys, { origin, item, recordId }, change.content);
        return [receivedValues(change, marks, sealed)];
      }),
    );
    for (const change of changes) if (change.operation === 'WITHDRAW') this.#remove(change, marks);
    if (sweep !== null) this.#sweep(sweep, marks);
  }

  #remove({ item, recordId, version }: ReceivedWithdrawal, { origin, generation, at }: PageMarks): void {
    this.#database.statement(REMOVE).run(version, generation, at, origin, item, recordId);
  }

  #sweep({ item, below }: Sweep, { origin, at }: PageMarks): void {
    if (item === null) this.#database.statement(SWEEP).run(at, origin, below);
    else this.#database.statement(`${SWEEP} AND item = ?`).run(at, origin, below, item);
  }
}
