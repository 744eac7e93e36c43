/**
 * How much one request may ask for. Every figure is known before anything is validated, planned or fetched, and is the same
 * whatever way the request came in.
 */
export interface Limits {
  /** Longest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** Longest query text, in UTF-16 code units: comments and blanks are no tokens, but are read all the same. */
  readonly maxQueryChars: number;
  /** Most tokens of the query text. */
  readonly maxTokens: number;
  /** Deepest brackets within brackets, as written and with fragments in their places. What reads queries is recursive. */
  readonly maxNesting: number;
  /** Most operations and fragments of a document. */
  readonly maxDefinitions: number;
  /** Most fields below one another, introspection aside. */
  readonly maxDepth: number;
  /** Most aliases of a document. */
  readonly maxAliases: number;
  /** Most fields at the root of an operation. */
  readonly maxRootFields: number;
  /** Most directives of a document. */
  readonly maxDirectives: number;
  /** Most fields and fragments of an operation, with fragments in their places. */
  readonly maxExpandedSelections: number;
  /** Most times that one response name is asked for in one place of the answer. */
  readonly maxRepeats: number;
  /** Deepest lists and objects within one another, in arguments and in variables. */
  readonly maxInputDepth: number;
  /** Most `__schema` and `__type` fields of an operation. */
  readonly maxIntrospectionRoots: number;
  /** Most lists within one another that lead from types to types below such a field. */
  readonly maxIntrospectionLists: number;
  /** Most aliases below such fields; without any, an answer is never larger than that to the usual introspection query. */
  readonly maxIntrospectionAliases: number;
  /** Most objects that an answer may hold, as the sizes of its lists multiply out. */
  readonly maxCost: number;
  /** Length that a list without a paging argument is taken to have, in objects. */
  readonly assumedListSize: number;
}

/** Names of the limits that a figure is held against. */
export type LimitName = Exclude<keyof Limits, 'maxBodyBytes' | 'assumedListSize'>;

/**
 * Room for ten times the whole public report of a subject in one operation, or for some sixty lists of fifty subjects, and
 * for the introspection that tools send.
 */
export const DEFAULT_LIMITS: Limits = {
  maxBodyBytes: 1024 * 1024,
  maxQueryChars: 128 * 1024,
  maxTokens: 10_000,
  maxNesting: 64,
  maxDefinitions: 200,
  maxDepth: 15,
  maxAliases: 100,
  maxRootFields: 100,
  maxDirectives: 100,
  maxExpandedSelections: 5_000,
  maxRepeats: 100,
  maxInputDepth: 10,
  maxIntrospectionRoots: 2,
  maxIntrospectionLists: 2,
  maxIntrospectionAliases: 0,
  maxCost: 50_000,
  assumedListSize: 10,
};
