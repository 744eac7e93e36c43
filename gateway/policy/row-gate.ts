import { AlikeRows } from '../../schema/access/alike-rows.ts';
import { denialReason } from '../../schema/access/denial-reason.ts';
import type { Row, RowKind } from '../../schema/access/grant.ts';
import type { DenialReason, RowDenial } from '../../schema/access/passport.ts';
import { rightsAbout } from '../../schema/access/rights-about.ts';
import type { Rights } from '../../schema/access/sight.ts';
import type { RowGuard } from './row-guard.ts';

/** Holds rows against everything that is asked of them together, for one caller. */
export interface RowGate {
  /** Whether it depends on the subject's area. */
  readonly needsArea: boolean;
  /** Why each of the places is closed to the caller for the row; nothing where any of them is open. */
  denialsOf(row: Row): readonly RowDenial[];
}

/**
 * What departments will decide about rows of which the guarded places are asked, and nothing else. Undefined where the caller may
 * see something of every row: nothing has to be held against anything then.
 */
export function rowGate(guards: readonly RowGuard[], rights: Rights): RowGate | undefined {
  const places = guards.map((guard) => new GuardedPlace(guard, rights));
  if (places.some(({ isOpen }) => isOpen)) return undefined;
  return {
    needsArea: places.some(({ needsArea }) => needsArea),
    denialsOf: (row) => denialsOf(row, places),
  };
}

function denialsOf(row: Row, places: readonly GuardedPlace[]): readonly RowDenial[] {
  const denials: RowDenial[] = [];
  for (const place of places) {
    const reason = place.reasonFor(row);
    if (reason === null) return NONE;
    denials.push({ coordinate: place.coordinate, reason });
  }
  return denials;
}

const NONE: readonly RowDenial[] = [];

const KINDS: readonly RowKind[] = ['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'];

/** One place, as one caller may see it. */
class GuardedPlace {
  readonly coordinate: string;
  readonly #rows: AlikeRows<{ readonly reason: DenialReason | null }>;

  constructor({ coordinate, asked }: RowGuard, rights: Rights) {
    const relevant = rightsAbout(asked.rule?.scopes.flat() ?? [], asked.item, rights);
    this.coordinate = coordinate;
    this.#rows = new AlikeRows(relevant.grants, (row) => ({ reason: denialReason(asked, relevant, row) }));
  }

  get needsArea(): boolean {
    return this.#rows.needsArea;
  }

  /** For every row. */
  get isOpen(): boolean {
    return this.#rows.isByKind && KINDS.every((kind) => this.reasonFor({ id: '', kind, area: null }) === null);
  }

  reasonFor(row: Row): DenialReason | null {
    return this.#rows.of(row).reason;
  }
}
