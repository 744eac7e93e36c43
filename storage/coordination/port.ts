import type { JsonValue } from '../port.ts';

/**
 * The coordination port: what the hub keeps of cases that several departments work on, each of them a log of what happened. What
 * the cases are about is none of the store's business: it keeps what an event left, and finds it again. One contract suite runs on
 * every adapter (tests/storage/coordination/coordination-contract.ts).
 *
 * Promises of every adapter:
 * - an event is saved as the next version of its case, whole and durable when the call resolves: of several that are saved as the
 *   same version at once one is saved, and the others are told so;
 * - events are never changed and never go;
 * - who has been told that an event is saved finds the case as the event left it, and so does everybody after that.
 *
 * Errors: HubError with STORE_UNAVAILABLE, STORE_DAMAGED or STORE_NOT_WRITABLE.
 */
export interface CoordinationStore {
  /** Engine and place, for people. */
  readonly description: string;
  /** False where the case has a version of that number already: then somebody else was first, and nothing is saved. */
  save(version: CaseVersion): Promise<boolean>;
  case(id: string): Promise<StoredCase | null>;
  /** What happened in a case, in order; nothing for an id that is unknown. */
  timeline(id: string): Promise<readonly CaseEvent[]>;
  /**
   * All cases of the kind about each of the subjects, latest first; subjects without any are missing. For kinds of which a subject
   * has few.
   */
  casesOfSubjects(kind: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredCase[]>>;
  /** Cases of one subject, latest first, for kinds of which it may have any number. */
  subjectCases(query: SubjectCaseQuery): Promise<CasePage>;
  /** What lies on desks, what has lain there for longest first. */
  desk(query: DeskQuery): Promise<DeskPage>;
  close(): Promise<void>;
}

/** A case as its last event left it. */
export interface StoredCase {
  readonly id: string;
  /** Which sort of case. */
  readonly kind: string;
  /** Number of its last event, from 1. */
  readonly version: number;
  /** When its first event was saved, RFC 3339 in UTC. */
  readonly openedAt: string;
  /** Ids of the subjects that it is about: those of its first event. */
  readonly subjects: readonly string[];
  readonly content: JsonValue;
  readonly desks: readonly DeskEntry[];
}

/** A case after one more event. */
export interface CaseVersion extends StoredCase {
  readonly event: JsonValue;
  /** When it happened. */
  readonly at: string;
}

export interface CaseEvent {
  readonly version: number;
  readonly at: string;
  readonly event: JsonValue;
}

/** Something of a case that lies on a department's desk. It stays once it is there: its state says when it is done with. */
export interface DeskEntry {
  /** Unique in its case. */
  readonly ref: string;
  /** Which sort of thing. */
  readonly kind: string;
  readonly department: string;
  readonly state: string;
  /** Last day on which it is in time, YYYY-MM-DD; null where there is none. */
  readonly dueOn: string | null;
  /** Last day on which it has to be done at all, YYYY-MM-DD; null where there is none. */
  readonly openUntil: string | null;
  /** Since when it lies there. */
  readonly since: string;
}

/** Every condition that is given must hold. */
export interface DeskQuery {
  readonly kind: string;
  readonly department?: string;
  readonly states?: readonly string[];
  /** Only what was due before this day. */
  readonly dueBefore?: string;
  /** Only what is due on this day or later, or never. */
  readonly notDueBefore?: string;
  /** Only what is open on this day still. */
  readonly openOn?: string;
  /** At least 1. */
  readonly first: number;
  readonly after?: DeskPosition;
}

/** Place of an entry in the order of desks. */
export interface DeskPosition {
  readonly since: string;
  readonly caseId: string;
  readonly ref: string;
}

export interface DeskPage {
  readonly items: readonly { readonly entry: DeskEntry; readonly case: StoredCase }[];
  readonly hasNextPage: boolean;
}

export interface SubjectCaseQuery {
  readonly kind: string;
  readonly subjectId: string;
  /** At least 1. */
  readonly first: number;
  readonly after?: { readonly openedAt: string; readonly id: string };
}

export interface CasePage {
  readonly cases: readonly StoredCase[];
  readonly hasNextPage: boolean;
}
