import { AlikeRows } from '../../../schema/access/alike-rows.ts';
import { holdsForNobody, type Row, type RowKind } from '../../../schema/access/grant.ts';
import { bestSight, type Rights } from '../../../schema/access/sight.ts';
import type { GuardedType } from './guarded-type.ts';
import type { Reach } from './record-age.ts';
import { relevantRights } from './relevant-rights.ts';
import { type RowAccess, rowAccess } from './row-access.ts';

const KINDS: readonly RowKind[] = ['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'];

/** What lists across subjects are read under. */
export interface ListAccess {
  readonly kinds: readonly RowKind[];
  readonly reach: Reach;
  /** Whether these conditions say all; otherwise each row that was read has to be looked at. */
  readonly isExact: boolean;
}

/** What one caller may see of one type, worked out once for rows that are alike to its grants. */
export class TypeAccess {
  readonly type: GuardedType;
  /** Nobody's rows are open. */
  readonly isClosed: boolean;
  /** Whether it depends on the subject's area, which somebody has to look up. */
  readonly needsArea: boolean;
  /** Whether rows of one kind are all alike. */
  readonly isByKind: boolean;
  /** Kinds of subjects of which it may see anything. */
  readonly kinds: readonly RowKind[];
  /** For lists across subjects. */
  readonly list: ListAccess;
  readonly #rights: Rights;
  readonly #byKind: Readonly<Record<RowKind, RowAccess>>;
  readonly #rows: AlikeRows<RowAccess>;

  constructor(type: GuardedType, rights: Rights) {
    this.type = type;
    this.#rights = relevantRights(type, rights);
    this.#rows = new AlikeRows(this.#rights.grants, (row) => rowAccess(type, this.#rights, row));
    this.isClosed = bestSight({ rule: type.rule, item: type.item }, this.#rights) === 'denied';
    this.needsArea = this.#rows.needsArea;
    this.isByKind = this.#rows.isByKind;
    const [ORGANIZATION, SOLE_TRADER, NATURAL_PERSON] = KINDS.map((kind) => this.#anyOf(kind)) as [
      RowAccess,
      RowAccess,
      RowAccess,
    ]; // cast: as many as there are kinds
    this.#byKind = { ORGANIZATION, SOLE_TRADER, NATURAL_PERSON };
    this.kinds = KINDS.filter((kind) => this.#byKind[kind].current.row !== 'denied');
    this.list = this.#listAccess();
  }

  /** What the caller sees of any row of the kind, where these are all alike; otherwise the most that there is. */
  ofKind(kind: RowKind): RowAccess {
    return this.#byKind[kind];
  }

  /** What the caller sees of the subject's rows. The area matters only where it `needsArea`. */
  of(row: Row): RowAccess {
    return this.#rows.of(row);
  }

  /** Of a row of the kind that no condition on areas or subjects keeps out: the most that there is. */
  #anyOf(kind: RowKind): RowAccess {
    const grants = this.#rights.grants.map((grant) =>
      holdsForNobody(grant.rows) ? grant : { ...grant, rows: { ...grant.rows, areas: null, subjects: null } },
    );
    return rowAccess(this.type, { ...this.#rights, grants }, { id: '', kind, area: null });
  }

  #listAccess(): ListAccess {
    const listed = this.kinds.filter((kind) => this.#byKind[kind].isListed);
    const reaches = listed.map((kind) => this.#byKind[kind].reach);
    const reach = (['all', 'past'] as const).find((one) => reaches.includes(one)) ?? 'current';
    return { kinds: listed, reach, isExact: this.isByKind && reaches.every((one) => one === reach) };
  }
}
