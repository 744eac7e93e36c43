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
 * - who has been told that an event is saved finds the case as the event left it, and so does everybody after that;
 * - the log has a place for every event that was saved, after a crash too. Whoever has read it up to a place misses nothing before
 *   that place for ever; an event may stand in it twice.
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
  /** The log of all cases, in the order in which events were saved. */
  log(query: LogQuery): Promise<LogPage>;
  /** Cases with all that happened in them, by when they were opened. */
  histories(query: HistoryQuery): Promise<HistoryPage>;
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
  /**
   * Whom the event concerns. Unless given, each department on whose desk something of the case's own kind lies is told CASE_CHANGED,
   * with the id of the case.
   */
  readonly notices?: readonly Notice[];
}

/** That an event concerns a department. It says only that something happened, and to what. */
export interface Notice {
  readonly department: string;
  /** Which sort of thing has happened. */
  readonly what: string;
  /** Id of what it happened to, as its department asks for it. */
  readonly about: string;
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
  /** Only what was open on the first of these days for the last time, or later, but not on the second any more. */
  readonly closedWithin?: { readonly from: string; readonly before: string };
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

/** Part of the log. */
export interface LogQuery {
  /** Place up to which it was read; 0 for the beginning. */
  readonly after: number;
  /** Only events that concern this department. */
  readonly department?: string;
  /** At least 1. */
  readonly first: number;
}

/** An event in the log, without what it says. */
export interface LogEntry {
  /** From 1, and higher than those of all events that were logged before. */
  readonly place: number;
  readonly caseId: string;
  readonly kind: string;
  readonly version: number;
  /** When it happened. */
  readonly at: string;
  /** When its case was opened. */
  readonly openedAt: string;
  readonly notices: readonly Notice[];
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** Place up to which the log was read: at least that of the last entry. */
  readonly upTo: number;
  readonly hasNextPage: boolean;
}

/** Cases that were opened from an instant on and before another one, in that order. */
export interface HistoryQuery {
  readonly from: string;
  readonly before: string;
  /** At least 1. */
  readonly first: number;
  readonly after?: { readonly openedAt: string; readonly id: string };
}

export interface HistoryPage {
  readonly histories: readonly { readonly case: StoredCase; readonly events: readonly CaseEvent[] }[];
  readonly hasNextPage: boolean;
}
