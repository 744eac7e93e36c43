import type { SubjectKind } from '../../seeds/reference/cells.ts';
import { incentiveLists } from '../../seeds/reference/incentive-lists.ts';
import type { LegalBasis } from '../../seeds/reference/legal-bases.ts';
import { listKinds } from '../../seeds/reference/list-kinds.ts';
import type { IncentiveSignal } from '../../seeds/reference/measures.ts';

/** What an entry in a list is for. */
export type ListNature = 'DISHONESTY' | 'INCENTIVE';

/** A list that departments coordinate by. */
export interface CoordinatedList {
  readonly code: string;
  readonly nature: ListNature;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Code of the department whose officers enter and remove. */
  readonly ownerDepartment: string;
  readonly legalBasis: string;
  readonly bases: readonly LegalBasis[];
  readonly subjectKinds: readonly SubjectKind[];
  /** Months from the decision; null where an entry has no end of its own. */
  readonly termMonths: number | null;
  /** What an entry in a list of integrity is a signal of. */
  readonly signal: IncentiveSignal | null;
}

/** The list of this code, of dishonesty or of integrity; null where there is none. */
export function coordinatedList(code: string): CoordinatedList | null {
  return lists().get(code) ?? null;
}

/** All of them, those of dishonesty first. */
export function coordinatedLists(): readonly CoordinatedList[] {
  return [...lists().values()];
}

let known: ReadonlyMap<string, CoordinatedList> | undefined;

function lists(): ReadonlyMap<string, CoordinatedList> {
  known ??= new Map([...dishonesty(), ...integrity()].map((list) => [list.code, list]));
  return known;
}

function dishonesty(): readonly CoordinatedList[] {
  return [...listKinds().values()].map(({ defaultTermMonths, ...list }) => ({
    ...list,
    nature: 'DISHONESTY',
    termMonths: defaultTermMonths,
    signal: null,
  }));
}

function integrity(): readonly CoordinatedList[] {
  return [...incentiveLists().values()].map(({ defaultTermMonths, ...list }) => ({
    ...list,
    nature: 'INCENTIVE',
    termMonths: defaultTermMonths,
  }));
}
