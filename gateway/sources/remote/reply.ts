/** What came of asking a department, before anybody has looked into its answer. */
export type Reply =
  /** It answered in JSON; the text is not parsed yet. */
  | { readonly kind: 'answer'; readonly text: string; readonly isFault: boolean }
  /** It did not answer, or not in a way that is read any further. The cause is for the log only. */
  | {
      readonly kind: 'failed';
      readonly code: 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_INVALID';
      readonly cause: Error;
      readonly isFault: boolean;
    }
  /** It did not answer within the time that it was given, in milliseconds. */
  | { readonly kind: 'late'; readonly givenMs: number; readonly isFault: boolean }
  /** It was not asked, because it failed too often of late. */
  | { readonly kind: 'not-asked' };

/** True when the department, and not the question, is to blame: enough of these, and it is left alone for a while. */
export function isFault(reply: Reply): boolean {
  return reply.kind !== 'not-asked' && reply.isFault;
}
