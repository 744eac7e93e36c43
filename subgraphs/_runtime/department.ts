import type { CaseWork } from './case-work.ts';
import type { CaseFacts } from './figures/fact.ts';
import type { ResolverMap } from './resolver-map.ts';

/** A name that a body bore, and when. Old names stand on old records. */
export interface DepartmentName {
  readonly zh: string;
  readonly en: string;
  /** First day of the name, YYYY-MM-DD; from the beginning where it is missing. */
  readonly validFrom?: string;
  /** Last day of the name, YYYY-MM-DD; still borne where it is missing. */
  readonly validTo?: string;
}

/** What the SDL cannot say of a record type. Every entry is optional. */
export interface RecordManifest {
  /**
   * Fields that together identify a record, so that a second report of it is a new version and not a new record.
   * Default: deciding body, document number and subject.
   */
  readonly naturalKey?: readonly string[];
  /** Working days between decision and report (default 7: 发改办财金〔2018〕424号). */
  readonly reportWithinWorkdays?: number;
  /** For records that register subjects: unknown subjects come into being by them, known ones are renamed and renumbered. */
  readonly registers?: Registering;
  /** For records that say who succeeds their subject: as long as they are in force, its history is the successor's too. */
  readonly succeeds?: Succeeding;
}

/** Which fields of a record register a subject. */
export interface Registering {
  /** Registered name. */
  readonly name: string;
  /** Area of the registered address (GB/T 2260). */
  readonly areaCode: string;
  /** Day since when it is no longer in operation. */
  readonly endedDate: string;
}

/** Which fields of a record tell the successor of its subject; the day is that of the decision. */
export interface Succeeding {
  /** A value of the graph's SuccessionKind. */
  readonly kind: string;
  readonly successorName: string;
  readonly successorUscc: string;
}

/** A unit below the department that decides or reports under a code of its own, or a body that it has taken over. */
export interface DepartmentUnit {
  readonly zh: string;
  readonly en: string;
  /** Unified social credit code. */
  readonly orgCode: string;
}

/** Manifest of a subgraph folder: everything about the department that is not its catalogue. */
export interface Department {
  /** Name of the folder and of the subgraph: lower case letters, digits and hyphens. */
  readonly code: string;
  /** The current name last. */
  readonly names: readonly DepartmentName[];
  /** Unified social credit code of the body. */
  readonly orgCode: string;
  /** Units whose records it reports beside its own; none where it is missing. */
  readonly units?: readonly DepartmentUnit[];
  /** What it answers for in the hub, in Chinese, a few words. */
  readonly domain: string;
  /** Port that `credit-hub subgraph <code>` listens on unless told otherwise; unique among the folders. */
  readonly port: number;
  /** Longest time that the gateway waits for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** By record type name; types without special needs need no entry. */
  readonly records?: Readonly<Record<string, RecordManifest>>;
  /** Coordinates of its own that other subgraphs may resolve as well, or take over: `Type.field`, `Type(key)`. */
  readonly yields?: readonly string[];
  /** Name of a union of the record types of all other folders, which its SDL may speak of; none where it is missing. */
  readonly recordUnion?: string;
  /** Only what the runtime cannot derive; departments usually have none. */
  readonly resolvers?: ResolverMap;
  /**
   * What it does without being asked, in the process that keeps the cases: when that starts, and from time to time. Several processes
   * may do it beside each other.
   *
   * @param onError is told of what could not be done, and under which id that is kept
   */
  readonly unasked?: (work: CaseWork, now: Date, onError: (cause: unknown, id: string) => void) => Promise<void>;
  /** What the cases that it keeps in the coordination store count as in figures; nothing where it is missing. */
  readonly caseFacts?: CaseFacts;
}

/** The name that the body bears today. */
export function currentName(department: Department): DepartmentName {
  const name = department.names.at(-1);
  if (name === undefined) throw new Error(`The department "${department.code}" has no name in its department.ts.`);
  return name;
}
