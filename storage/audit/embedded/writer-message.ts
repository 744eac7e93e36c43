import type { AuditReceiptPlace, SealedSegment } from '../port.ts';

/** What the thread that writes is started with. */
export interface WriterTask {
  readonly file: string;
  /** The last entry that was acknowledged; a file without it is not the trail. Null for none. */
  readonly acknowledged: AuditReceiptPlace | null;
  /** Not 0 once nobody waits for the thread any more: it ends with what it does at the moment. */
  readonly givenUp: Int32Array<SharedArrayBuffer>;
}

/** What the thread is asked; it answers in order. */
export type WriterRequest =
  | { readonly kind: 'append'; readonly texts: readonly string[] }
  | { readonly kind: 'seal' }
  | { readonly kind: 'close' };

/** What it answers; to "close", by ending. */
export type WriterReply =
  | { readonly kind: 'appended'; readonly places: readonly AuditReceiptPlace[] }
  | { readonly kind: 'sealed'; readonly segment: SealedSegment | null }
  | { readonly kind: 'failed'; readonly cause: string };
