import type { Random } from './random.ts';
import type { SyntheticSubject } from './synthetic-subject.ts';

/** Fields of a record by their names in the SDL; the base fields come from `decision` and the builders. */
export type RecordFields = Readonly<Record<string, unknown>>;

/** The body that decides and reports. */
export interface Body {
  readonly name: string;
  readonly code: string;
}

/** All that a case may draw on. */
export interface CaseContext {
  readonly random: Random;
  readonly subject: SyntheticSubject;
  /** The department whose record it is. */
  readonly body: Body;
  /** The city's "today", YYYY-MM-DD: nothing is decided after it. */
  readonly today: string;
  /** Another subject of the city, by its position. */
  readonly at: (index: number) => SyntheticSubject;
  /** Distinguishes records of one type and subject, from 0. */
  readonly ordinal: number;
}

/** How records of one type come to be. */
export interface RecordSeed {
  /** How many such records this subject has on average; 0 for never. */
  readonly mean: (subject: SyntheticSubject) => number;
  /** True where the mean is the very number, not an average. */
  readonly exact?: boolean;
  /** One record. Must depend on the context alone. */
  readonly make: (context: CaseContext) => RecordFields;
}

/** Seeds of one department by record type name. */
export type DepartmentSeeds = Readonly<Record<string, RecordSeed>>;
