/**
 * The exchange port: what the hub keeps of those who pull changes from it, whichever engine keeps it. Every adapter passes one
 * contract suite (tests/storage/exchange/puller-contract.ts).
 *
 * Promises of every adapter: what a call has saved is durable when the call resolves, and whole.
 *
 * Errors: HubError with STORE_UNAVAILABLE, STORE_DAMAGED or STORE_NOT_WRITABLE.
 */

/** Numbers in the journals of departments, by the departments' codes: everything up to them was read. */
export type JournalPlace = Readonly<Record<string, number>>;

/** How far a puller has got with a feed, as it says itself. */
export interface PullerPlace {
  /** Who pulls. */
  readonly caller: string;
  /** What it pulls, as its cursors name it: two feeds of one caller have places of their own. */
  readonly feed: string;
  /** Epoch of the journals that `place` is about. */
  readonly epoch: string;
  readonly place: JournalPlace;
  /** When it said so. */
  readonly at: string;
  /** What it said became of what it pulled since the place before; null where it said nothing. */
  readonly receipt: PullReceipt | null;
}

/** Numbers of changes. */
export interface PullReceipt {
  /** Came whole. */
  readonly received: number;
  /** Keep to the puller's rules. */
  readonly valid: number;
  /** Are applied. */
  readonly loaded: number;
}

export interface PullerStore {
  /** Engine and place, for people. */
  readonly description: string;
  /** What was saved last of a feed of a caller counts. */
  savePlace(place: PullerPlace): Promise<void>;
  /** Ordered by caller and feed. */
  places(): Promise<readonly PullerPlace[]>;
  close(): Promise<void>;
}
