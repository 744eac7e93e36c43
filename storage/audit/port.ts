import type { Caller, DenialReason } from '../../schema/access/passport.ts';
import type { HashAlgorithm } from './hash-algorithm.ts';
import type { SealingRule } from './sealing-rule.ts';

/**
 * The audit trail as the hub asks for it, whichever engine keeps it. One contract suite runs on every adapter.
 *
 * Promises of every adapter:
 * - an entry is durable when its promise resolves; entries that wait together are committed together;
 * - entries of one trail form one chain in the order of their numbers, from 1 without gaps, whichever process appended
 *   them: each holds the hash of the one before;
 * - nothing is ever changed or removed; whole sealed segments may be moved to an archive by the operator.
 *
 * Errors: HubError with AUDIT_UNAVAILABLE.
 */
export interface AuditTrail {
  /** Engine and place, for people. */
  readonly description: string;
  /** Durable when it resolves. */
  append(entry: AuditEntry): Promise<AuditReceiptPlace>;
  /** One entry; null where there is none of the number. */
  entry(seq: number): Promise<ChainedEntry | null>;
  /** Entries after the number, in order: what verification reads. */
  entries(after: number, limit: number): Promise<readonly ChainedEntry[]>;
  /** Latest first. */
  find(query: AuditQuery): Promise<AuditPage>;
  /** Sealed segments in order. */
  segments(): Promise<readonly SealedSegment[]>;
  /** Requests under an agreement since the beginning of the day (China Standard Time) that `day` names, YYYY-MM-DD. */
  uses(agreement: string, day: string): Promise<number>;
  /**
   * Figures by the field, from the beginning of the hour of the instant: how often each agreement was used, each caller
   * asked. Most requests first.
   */
  figures(by: 'agreement' | 'caller', since: string): Promise<readonly AuditFigure[]>;
  /** Waits for what is being committed; `append` ends with AUDIT_UNAVAILABLE from then on. */
  close(): Promise<void>;
}

/** The audit trail as its operator sees it: also how it is kept. */
export interface AuditLedger extends AuditTrail {
  readonly rule: SealingRule;
  /** Number of the last entry; where the engine can, from another place than the entries, so that a lost end shows. 0: none. */
  head(): Promise<number>;
  /** Number of the first of these entries, which it gave out, that `find` would pass over by its index; null for none. */
  firstHidden(entries: readonly ChainedEntry[]): Promise<number | null>;
  /** Seals what follows the last segment, however little it is; null where nothing does. */
  seal(): Promise<SealedSegment | null>;
}

/** How a coordinate came out. */
export interface AuditedCoordinates {
  /** `Type.field`, sorted. */
  readonly clear: readonly string[];
  readonly masked: readonly string[];
  readonly denied: readonly { readonly coordinate: string; readonly reason: DenialReason }[];
  /** Fetched only to join departments' answers. */
  readonly joined: readonly string[];
}

/** One request. */
export interface AuditEntry {
  /** RFC 3339 in UTC, with milliseconds. */
  readonly at: string;
  readonly requestId: string;
  readonly caller: Caller;
  readonly purpose: string | null;
  readonly caseNumber: string | null;
  /** Sources of the grants in use: agreement numbers, consents. */
  readonly grants: readonly string[];
  readonly operation: { readonly hash: string; readonly name: string | null; readonly kind: 'query' | 'mutation' };
  /** Variables by name as keyed hashes; none in clear. */
  readonly variables: Readonly<Record<string, string>>;
  readonly coordinates: AuditedCoordinates;
  /** Codes of the catalogue items of what was returned, sorted. */
  readonly items: readonly string[];
  /** Ids of the subjects touched, sorted. */
  readonly subjects: readonly string[];
  /** "answered", "refused" or "failed". */
  readonly outcome: 'answered' | 'refused' | 'failed';
  /** Error codes of the answer, each once, sorted. */
  readonly errors: readonly string[];
  readonly durationMs: number;
  /** SHA-256 of operation text and variables, and of the response body, base64url. */
  readonly requestHash: string;
  readonly responseHash: string;
}

/** Where an entry stands in the chain. */
export interface AuditReceiptPlace {
  readonly seq: number;
  /** Hash of the entry with the one before it, hexadecimal. */
  readonly hash: string;
}

export interface ChainedEntry extends AuditReceiptPlace {
  readonly previous: string;
  readonly entry: AuditEntry;
  /** The entry as it was hashed: canonical JSON. */
  readonly text: string;
}

/** A run of entries whose Merkle root is fixed. */
export interface SealedSegment {
  readonly from: number;
  readonly to: number;
  readonly root: string;
  readonly algorithm: HashAlgorithm;
  /** Hash of the last entry. */
  readonly head: string;
}

/** Every condition that is given must hold. */
export interface AuditQuery {
  readonly requestId?: string;
  readonly subject?: string;
  readonly callerId?: string;
  readonly grant?: string;
  /** Code of a catalogue item, or its beginning up to a dot, such as "tax.": entries that touched an item of that owner. */
  readonly itemPrefix?: string;
  /** First instant, and the first one after: RFC 3339 in UTC, with milliseconds. */
  readonly since?: string;
  readonly until?: string;
  /** At least 1. */
  readonly first: number;
  /** Number of the last entry of an earlier page. */
  readonly before?: number;
}

export interface AuditPage {
  readonly entries: readonly ChainedEntry[];
  readonly hasNextPage: boolean;
}

export interface AuditFigure {
  readonly key: string;
  readonly requests: number;
  /** Subjects touched, those of each request counted by themselves. */
  readonly subjects: number;
  readonly lastAt: string;
}
