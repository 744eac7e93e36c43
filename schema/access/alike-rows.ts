import { coversArea, type Grant, holdsForNobody, namesSubject, type Row, type RowKind } from './grant.ts';

/** Different combinations of grants that are remembered; beyond them, remembering begins anew. */
const MAX_COMBINATIONS = 1_000;

/** What is found out of rows, worked out once for all that are alike to the grants: that fulfil the same of their conditions. */
export class AlikeRows<Finding extends object> {
  /** Whether it depends on the subject's area, which somebody has to look up. */
  readonly needsArea: boolean;
  /** Whether rows of one kind are all alike. */
  readonly isByKind: boolean;
  readonly #grants: readonly Grant[];
  readonly #workOut: (row: Row) => Finding;
  readonly #byKind = new Map<RowKind, Finding>();
  readonly #byGrants = new Map<string, Finding>();

  /** @param workOut depends on nothing of a row but its kind, and which of the grants' conditions it fulfils */
  constructor(grants: readonly Grant[], workOut: (row: Row) => Finding) {
    const possible = grants.filter(({ rows }) => !holdsForNobody(rows));
    this.needsArea = possible.some(({ rows }) => rows.areas !== null);
    this.isByKind = !this.needsArea && possible.every(({ rows }) => rows.subjects === null);
    this.#grants = grants;
    this.#workOut = workOut;
  }

  /** The area of the row matters only where it `needsArea`. */
  of(row: Row): Finding {
    return this.isByKind
      ? this.#found(this.#byKind, row.kind, row)
      : this.#found(this.#byGrants, this.#keyOf(row), row);
  }

  #keyOf(row: Row): string {
    // Which condition keeps a row out decides about the reason: it does not do to know that one of them does.
    const fulfilled = this.#grants.map(
      ({ rows }) => (namesSubject(rows, row) ? 1 : 0) + (coversArea(rows, row) ? 2 : 0),
    );
    return row.kind + fulfilled.join('');
  }

  #found<Key>(known: Map<Key, Finding>, key: Key, row: Row): Finding {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MAX_COMBINATIONS) known.clear();
    const made = this.#workOut(row);
    known.set(key, made);
    return made;
  }
}
