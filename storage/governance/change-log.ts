/** A save and its place in the order of all saves. */
export interface LoggedChange {
  /** From 1, without gaps. */
  readonly seq: number;
  /** As `changeText` makes it. */
  readonly text: string;
}

/**
 * All saves in their order, whichever engine keeps them. The insertion of a change under the next number is the save: it
 * happens or it does not, on any engine with unique keys, and the last number is the revision. What was decided once stays
 * in the log after it has changed.
 *
 * Errors: HubError with STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED.
 */
export interface ChangeLog {
  /** Engine and place, for people. */
  readonly description: string;
  /** Changes from the number on, that one included, in their order. */
  from(seq: number): Promise<readonly LoggedChange[]>;
  /** Durable when it resolves to true; false where another change has the number already. */
  append(change: LoggedChange): Promise<boolean>;
  close(): Promise<void>;
}
