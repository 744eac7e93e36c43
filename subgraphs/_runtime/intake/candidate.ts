import type { Finding } from '../../../storage/collection/port.ts';
import type { SubjectKind } from '../../../storage/port.ts';

/** What a row says of whom it is about. Codes are normalised: upper case, half width, without spaces. */
export interface SubjectClues {
  readonly kind: SubjectKind;
  readonly name: string | null;
  readonly uscc: string | null;
  readonly orgCode: string | null;
  readonly registrationNo: string | null;
  readonly taxNo: string | null;
  readonly institutionNo: string | null;
  readonly socialOrganizationNo: string | null;
  /** Value of the graph's IdType; natural persons only. */
  readonly idType: string | null;
  readonly idNo: string | null;
}

/** A row that the rules let pass: all that a record needs but its subject. */
export interface Candidate {
  /** Name of the record type in the graph. */
  readonly type: string;
  /** Fields by their names in the graph. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly clues: SubjectClues;
}

/** What the rules make of a row. */
export type RowReading =
  | { readonly kind: 'accepted'; readonly candidate: Candidate; readonly warnings: readonly Finding[] }
  /** At least one of the findings refuses it; warnings may stand among them. */
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };
