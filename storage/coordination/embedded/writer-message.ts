import type { ErrorCode, ErrorDetails } from '../../../schema/errors.ts';
import type { CaseVersion } from '../port.ts';

/** What the thread that writes is started with. */
export interface WriterTask {
  /** Folder of the data file. */
  readonly folder: string;
  /** Not 0 once nobody waits for the thread any more: it ends with what it does at the moment. */
  readonly givenUp: Int32Array<SharedArrayBuffer>;
}

/** What the thread is asked; it answers in order. */
export type WriterRequest =
  | { readonly kind: 'save'; readonly versions: readonly CaseVersion[] }
  | { readonly kind: 'close' };

/** What it answers; to "close", by ending. */
export type WriterReply =
  /** Of each version, whether it was saved. */
  | { readonly kind: 'saved'; readonly outcomes: readonly boolean[] }
  /** Nothing was. An error loses its class between threads. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails; readonly cause: string };
