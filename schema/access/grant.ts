/** Kinds of subject, as rows are told apart by them. */
export type RowKind = 'ORGANIZATION' | 'SOLE_TRADER' | 'NATURAL_PERSON';

/** What of a subject decides whether a grant holds for it. */
export interface Row {
  /** Id of the subject. */
  readonly id: string;
  readonly kind: RowKind;
  /** Area of its registered address, six digits (GB/T 2260); null where it has none or nobody knows. */
  readonly area: string | null;
}

/** Subjects that a grant holds for: each list that is given must name the subject. */
export interface RowCondition {
  readonly kinds: readonly RowKind[] | null;
  /** Areas (GB/T 2260); each holds the areas within it. */
  readonly areas: readonly string[] | null;
  readonly subjects: readonly string[] | null;
}

/** One decision to let a caller read: an agreement, a scope of its token, a consent, or what it has by being who it is. */
export interface Grant {
  /** Number of the agreement or consent, or "token", "owner", "self": for the audit trail. */
  readonly source: string;
  /** Scopes that it opens. */
  readonly clear: readonly string[];
  /** Scopes that it opens to masked values only. */
  readonly masked: readonly string[];
  /** Policies (`@policy`) that it fulfils. */
  readonly policies: readonly string[];
  /** Catalogue items that it is limited to; null for all. */
  readonly items: readonly string[] | null;
  readonly rows: RowCondition;
}

/** Holds for every subject. */
export const ALL_ROWS: RowCondition = { kinds: null, areas: null, subjects: null };

/**
 * Whether no subject fulfils the condition. Such a grant opens nothing; it says what would be open to its caller if a subject
 * consented.
 */
export function holdsForNobody({ subjects }: RowCondition): boolean {
  return subjects?.length === 0;
}

/** Whether the condition lets the subject through. */
export function holdsFor(condition: RowCondition, row: Row): boolean {
  const { kinds } = condition;
  return (kinds === null || kinds.includes(row.kind)) && namesSubject(condition, row) && coversArea(condition, row);
}

/** Whether the condition, as far as it is about single subjects, lets the subject through. */
export function namesSubject({ subjects }: RowCondition, { id }: Row): boolean {
  return subjects === null || subjects.includes(id);
}

/** Whether the condition, as far as it is about areas, lets the subject through. */
export function coversArea({ areas }: RowCondition, row: Row): boolean {
  return areas === null || areas.some((area) => isWithin(row.area, area));
}

/** Two digits of province, two of prefecture, two of county: "451100" holds "451102", "450000" both. */
function isWithin(area: string | null, whole: string): boolean {
  return area?.startsWith(whole.replace(/(00){1,2}$/, '')) ?? false;
}
