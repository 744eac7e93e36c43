import { type Filter, MongoBulkWriteError } from 'mongodb';
import { HubError } from '../../../schema/errors.ts';
import type { KeyRing } from '../../key-ring.ts';
import { CALL, isDuplicateKey } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import type {
  UnmatchedRow,
  WaitingAbout,
  WaitingCount,
  WaitingPage,
  WaitingQuery,
  WaitingRow,
  WaitingState,
} from '../port.ts';
import {
  beginningToWait,
  decisionText,
  isReplacedBy,
  reportedAgain,
  type StoredWaitingRow,
  toWaitingRow,
} from '../stored-waiting-row.ts';
import type { Collections } from './collections.ts';
import type { WaitingDocument } from './documents.ts';

/**
 * Rows that wait to be matched, and those that did.
 *
 * Not every server changes a document only where it still is as the filter says, so the insertion of a version under the next
 * number is what makes it: it is free for one writer only. Then it is put into the queue, which may be done any number of
 * times and by anyone; whoever finds a number taken does it for a writer that was cut off.
 */
export class WaitingCollection {
  readonly #waiting: Collections['waiting'];
  readonly #versions: Collections['waitingVersions'];
  readonly #about: Collections['waitingAbout'];
  readonly #keys: KeyRing;

  constructor({ waiting, waitingVersions, waitingAbout }: Collections, keys: KeyRing) {
    this.#waiting = waiting;
    this.#versions = waitingVersions;
    this.#about = waitingAbout;
    this.#keys = keys;
  }

  /** Row by row where somebody else is at the same ones: what they did is looked at again. */
  async put(rows: readonly UnmatchedRow[]): Promise<readonly WaitingState[]> {
    await this.#putAbout(rows);
    const states = new Map<UnmatchedRow, WaitingState>();
    for (let open = rows; open.length > 0; open = open.filter((row) => !states.has(row))) {
      for (const [row, state] of await this.#putOnce(firstOfEach(open))) states.set(row, state);
    }
    return rows.map((row) => states.get(row) ?? 'WAITING');
  }

  async decide(row: WaitingRow): Promise<void> {
    const document = await this.#waiting.findOne({ _id: row.id }, CALL);
    if (document?.version !== row.version - 1) throw new HubError('CONFLICT');
    const { version, state } = row;
    const isFirst = await this.#advance({ ...toStored(document), version, state, decision: decisionText(row) });
    if (!isFirst) throw new HubError('CONFLICT');
  }

  async byId(id: string): Promise<WaitingRow | null> {
    const document = await this.#waiting.findOne({ _id: id }, CALL);
    return document === null ? null : toRow(document);
  }

  async about(abouts: readonly string[]): Promise<readonly WaitingAbout[]> {
    const found = await this.#about
      .find({ about: { $in: [...abouts] } }, { ...CALL, sort: { id: 1, about: 1 } })
      .toArray();
    const ids = [...new Set(found.map(({ id }) => id))];
    const options = { ...CALL, projection: { _id: 1 } } as const;
    const open = await this.#waiting.find({ _id: { $in: ids }, state: 'WAITING' }, options).toArray();
    const waiting = new Set(open.map(({ _id }) => _id));
    return found.flatMap(({ id, about }) => (waiting.has(id) ? [{ id, about }] : []));
  }

  async page({ department, item, state, first, after }: WaitingQuery): Promise<WaitingPage> {
    const filter: Filter<WaitingDocument> = {
      ...(department === undefined ? {} : { department }),
      ...(item === undefined ? {} : { item }),
      ...(state === undefined ? {} : { state }),
      ...(after && {
        $or: [{ receivedAt: { $gt: after.receivedAt } }, { receivedAt: after.receivedAt, _id: { $gt: after.id } }],
      }),
    };
    const options = { ...CALL, sort: { receivedAt: 1, _id: 1 }, limit: first + 1 } as const;
    const documents = await this.#waiting.find(filter, options).toArray();
    return { rows: documents.slice(0, first).map(toRow), hasNextPage: documents.length > first };
  }

  async counts(): Promise<readonly WaitingCount[]> {
    const place = { department: '$department', item: '$item', state: '$state' };
    const groups = await this.#waiting
      .aggregate<{ _id: Omit<WaitingCount, 'rows'>; rows: number }>(
        [{ $group: { _id: place, rows: { $sum: 1 } } }],
        CALL,
      )
      .toArray();
    return groups.map(({ _id, rows }) => ({ ..._id, rows })).sort(inOrder);
  }

  /** Before the rows: of what is not there yet nobody says that it waits. */
  async #putAbout(rows: readonly UnmatchedRow[]): Promise<void> {
    const documents = new Map(
      rows.flatMap(({ id, about }) => (about === null ? [] : [[`${about}/${id}`, { id, about }] as const])),
    );
    if (documents.size === 0) return;
    try {
      await this.#about.insertMany(
        [...documents].map(([_id, document]) => ({ _id, ...document })),
        UNORDERED,
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // those that were there say the same
    }
  }

  /** The states of those rows that nobody else was at. */
  async #putOnce(rows: readonly UnmatchedRow[]): Promise<ReadonlyMap<UnmatchedRow, WaitingState>> {
    const states = new Map<UnmatchedRow, WaitingState>();
    const known = await this.#known(rows);
    const inserts: UnmatchedRow[] = [];
    for (const row of rows) {
      const stored = known.get(row.id);
      if (stored === undefined) inserts.push(row);
      else if (await this.#report(stored, row)) states.set(row, stored.state);
    }
    for (const row of await this.#insert(inserts)) states.set(row, 'WAITING');
    return states;
  }

  /** False where another writer was first. */
  async #report(stored: StoredWaitingRow, row: UnmatchedRow): Promise<boolean> {
    const isReplaced = isReplacedBy(this.#keys, stored, row);
    return isReplaced ? this.#advance(reportedAgain(this.#keys, stored, row)) : true;
  }

  async #known(rows: readonly UnmatchedRow[]): Promise<ReadonlyMap<string, StoredWaitingRow>> {
    const documents = await this.#waiting.find({ _id: { $in: rows.map(({ id }) => id) } }, CALL).toArray();
    return new Map(documents.map((document) => [document._id, toStored(document)]));
  }

  /** False where another writer has made a version of that number. */
  async #advance(next: StoredWaitingRow): Promise<boolean> {
    const _id = `${next.id}/${next.version}`;
    const isFirst = await insertOnce(this.#versions, { _id, ...next });
    const made = isFirst ? next : await this.#versions.findOne({ _id }, { ...CALL, projection: { _id: 0 } });
    if (made === null) return false; // it was made a moment ago, and is not seen by all yet
    const { id, ...replacement } = made;
    await this.#waiting.replaceOne({ _id: id, version: { $lt: made.version } }, replacement, CALL);
    return isFirst;
  }

  /** Those that were not there. */
  async #insert(rows: readonly UnmatchedRow[]): Promise<readonly UnmatchedRow[]> {
    if (rows.length === 0) return [];
    try {
      await this.#waiting.insertMany(
        rows.map((row) => toDocument(beginningToWait(this.#keys, row))),
        UNORDERED,
      );
      return rows;
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
      const failed = new Set([error.writeErrors].flat().map(({ index }) => index));
      return rows.filter((_, index) => !failed.has(index));
    }
  }
}

const UNORDERED = { ...CALL, ordered: false } as const;

/** A row that comes twice is put twice, one after the other. */
function firstOfEach(rows: readonly UnmatchedRow[]): readonly UnmatchedRow[] {
  const ids = new Set<string>();
  return rows.filter(({ id }) => !ids.has(id) && ids.add(id));
}

function toDocument({ id: _id, ...columns }: StoredWaitingRow): WaitingDocument {
  return { _id, ...columns };
}

function toStored({ _id: id, ...columns }: WaitingDocument): StoredWaitingRow {
  return { id, ...columns };
}

function toRow(document: WaitingDocument): WaitingRow {
  return toWaitingRow(toStored(document));
}

function inOrder(one: WaitingCount, other: WaitingCount): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
