import type { RecordPage, RecordPosition, StoredRecord } from '../../storage/port.ts';
import type { Sights } from './access/sights.ts';
import { cursorOf, sealedCursor } from './record-cursor.ts';
import type { RecordType } from './record-type.ts';
import { type RecordView, recordView } from './record-view.ts';
import type { SubgraphContext } from './subgraph-context.ts';

/** How the caller sees a record; null where it does not. */
export type SightsOf = (record: StoredRecord) => Sights | null;

/** A page that may be short although more follows. */
export interface ReadPage extends RecordPage {
  /** Where reading for a short page ended: a place to go on from, which the caller does not see. */
  readonly readTo?: RecordPosition;
}

const EMPTY_PAGE: ReadPage = { records: [], hasNextPage: false, totalCount: 0 };

/** A page as its connection type shows it. Fields are made when they are asked for: few queries ask for edges and cursors. */
export class RecordConnection {
  readonly #type: RecordType;
  readonly #page: ReadPage;
  readonly #sightsOf: SightsOf;
  readonly #context: SubgraphContext;

  /** @param page null for an empty one */
  constructor(type: RecordType, page: ReadPage | null, sightsOf: SightsOf, context: SubgraphContext) {
    this.#type = type;
    this.#page = page ?? EMPTY_PAGE;
    this.#sightsOf = sightsOf;
    this.#context = context;
  }

  get nodes(): readonly RecordView[] {
    const nodes: RecordView[] = [];
    for (const record of this.#page.records) {
      const sights = this.#sightsOf(record);
      if (sights !== null) nodes.push(recordView(this.#type, record, sights, this.#context));
    }
    return nodes;
  }

  get edges() {
    return this.#page.records.flatMap((record) => {
      const sights = this.#sightsOf(record);
      return sights === null
        ? []
        : [{ cursor: cursorOf(record), node: recordView(this.#type, record, sights, this.#context) }];
    });
  }

  get pageInfo() {
    const { records, hasNextPage, readTo } = this.#page;
    if (readTo !== undefined) {
      return { hasNextPage, endCursor: sealedCursor(this.#type.name, readTo, this.#context.store) };
    }
    const last = records.at(-1);
    return { hasNextPage, endCursor: last === undefined ? null : cursorOf(last) };
  }

  get totalCount(): number {
    return this.#page.totalCount ?? 0;
  }
}
