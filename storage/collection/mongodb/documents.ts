import type { BatchOpening, Chunk, WaitingAbout, ZeroReport } from '../port.ts';
import type { StoredWaitingRow } from '../stored-waiting-row.ts';
import type { Tally } from '../tally.ts';

export interface BatchDocument extends Pick<BatchOpening, 'department' | 'item' | 'at'> {
  /** `batchId` */
  readonly _id: string;
  readonly finishedAt: string | null;
  /** `batchText` */
  readonly told: string;
}

/** To insert it is to save the chunk, with all that it holds. */
export interface ChunkDocument extends Pick<Chunk, 'number' | 'at' | 'month'> {
  /** Batch and number: free for one writer only. */
  readonly _id: string;
  readonly batchId: string;
  readonly department: string;
  readonly item: string;
  readonly tallies: readonly Tally[];
  readonly firstRow: number | null;
  readonly lastRow: number | null;
  /** `problemsText` */
  readonly problems: string | null;
  /** Missing in chunks of hubs that made none. */
  readonly digest?: string | null;
}

export interface ZeroReportDocument extends ZeroReport {
  /** JSON of department, item and month. */
  readonly _id: string;
}

export interface WaitingDocument extends Omit<StoredWaitingRow, 'id'> {
  readonly _id: string;
}

/** Beside the row, which is replaced as a whole with each version. */
export interface WaitingAboutDocument extends WaitingAbout {
  /** `about` and id. */
  readonly _id: string;
}

/** A row from its second version on. To insert it is to make the version, before it stands in the queue. */
export interface WaitingVersionDocument extends StoredWaitingRow {
  /** Id and version: free for one writer only. */
  readonly _id: string;
}
