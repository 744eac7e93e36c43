import type { SubjectKind } from '../../seeds/reference/cells.ts';
import type { IncentiveSignal } from '../../seeds/reference/measures.ts';

/** Something in force that measures rest on: an entry that was coordinated here, or a department's own record of one. */
export interface AdverseGround {
  readonly source: 'LISTING' | 'RECORD';
  /** Id of the entry or record. */
  readonly id: string;
  /** Catalogue item of the record; null for an entry. */
  readonly item: string | null;
  readonly list: string;
  /** Kind of the subject that was entered, which may be another one than who is asked about. */
  readonly enteredKind: SubjectKind;
  /** The one who is asked about was not entered, but answers for who was. */
  readonly isResponsible: boolean;
  readonly documentNo: string;
  readonly decidedOn: string;
  /** Last day; null where it has no end of its own. */
  readonly until: string | null;
  readonly underObjection: boolean;
}

/** Something in force that incentives rest on. */
export interface FavourableGround {
  readonly source: 'LISTING' | 'RECORD';
  readonly id: string;
  readonly item: string | null;
  readonly signal: IncentiveSignal;
  readonly until: string | null;
}

/** All that is in force about a subject. */
export interface Grounds {
  readonly adverse: readonly AdverseGround[];
  readonly favourable: readonly FavourableGround[];
}
