import type { ErrorCode, ErrorDetails } from '../../schema/errors.ts';
import type { PreparedChunk } from '../../subgraphs/_runtime/intake/prepared-chunk.ts';
import type { StoreOptions } from '../open-store.ts';

/** What the thread that writes an import is started with. */
export interface CommitTask {
  readonly store: StoreOptions;
  readonly department: string;
  readonly batchId: string;
}

/** What it is asked: chunks in their order, and to end. */
export type CommitRequest = { readonly kind: 'commit'; readonly chunk: PreparedChunk } | { readonly kind: 'close' };

/** What it answers to each chunk. Errors lose their class between threads; those without a code are faults of our own. */
export type CommitReply =
  | { readonly kind: 'committed' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly kind: 'failed'; readonly text: string };
