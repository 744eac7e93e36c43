import type { Filter } from 'mongodb';
import { CALL } from '../../mongodb/connection.ts';
import type { HeldVersion, ReceivedFigures, ReceivedQuery, ReceivedRecord, ReceivedRecordPage } from '../port.ts';
import type { Collections } from './collections.ts';
import { type ReceivedDocument, recordKey } from './documents.ts';

/** Documents read at once for digests. */
const READ_AT_ONCE = 5_000;

/** Reads received records. */
export class ReceivedReader {
  readonly #records: Collections['records'];

  constructor({ records }: Collections) {
    this.#records = records;
  }

  async about(subjectId: string, { origins, items, first, after }: ReceivedQuery): Promise<ReceivedRecordPage> {
    const filter: Filter<ReceivedDocument> = {
      subjectId,
      item: { $in: [...items] },
      ...(origins === undefined ? {} : { origin: { $in: [...origins] } }),
      ...(after && {
        $or: [
          { decisionDate: { $lt: after.decisionDate } },
          { decisionDate: after.decisionDate, _id: { $gt: recordKey(after) } },
        ],
      }),
    };
    const options = { ...CALL, sort: { decisionDate: -1, _id: 1 }, limit: first + 1 } as const;
    const documents = await this.#records.find(filter, options).toArray();
    return { records: documents.slice(0, first).map(toReceived), hasNextPage: documents.length > first };
  }

  async *heldVersions(origin: string, item: string): AsyncGenerator<readonly HeldVersion[]> {
    const projection = { _id: 0, recordId: 1, version: 1, decisionDate: 1 } as const;
    const options = { ...CALL, projection, batchSize: READ_AT_ONCE } as const;
    let held: HeldVersion[] = [];
    for await (const { recordId, version, decisionDate } of this.#records.find(
      { origin, item, removed: false },
      options,
    )) {
      held.push({ recordId, version, month: decisionDate?.slice(0, 7) ?? null });
      if (held.length < READ_AT_ONCE) continue;
      yield held;
      held = [];
    }
    yield held;
  }

  async heldItems(origin: string): Promise<readonly string[]> {
    const groups = this.#records.aggregate<{ _id: string }>(
      [{ $match: { origin } }, { $group: { _id: '$item' } }],
      CALL,
    );
    return (await groups.toArray()).map(({ _id }) => _id).sort();
  }

  async figures(origin: string): Promise<ReceivedFigures> {
    const [held, tombstones] = await Promise.all(
      [false, true].map((removed) => this.#records.countDocuments({ origin, removed }, CALL)),
    );
    return { held: held ?? 0, tombstones: tombstones ?? 0 };
  }
}

function toReceived(document: ReceivedDocument): ReceivedRecord {
  const { _id: _, generation: __, page: ___, removed: ____, ...record } = document;
  return record as ReceivedRecord; // cast: only records with content have a subject, by which they are found
}
