import { HubError } from '../../schema/errors.ts';
import type { JournalPlace } from '../../storage/exchange/port.ts';
import type { RecordStore } from '../../storage/port.ts';
import { sealCursor, unsealCursor } from '../_runtime/sealed-cursor.ts';
import type { Feed } from './feed.ts';
import type { LoadPlace } from './first-load.ts';
import type { RightsMarks } from './item-rights.ts';

/** A place in a feed: everything up to it was read. */
export interface FeedCursor {
  readonly reader: string;
  readonly filter: string;
  /** Of the journals that `place` is about. */
  readonly epoch: string;
  /** Departments that are missing were not read at all. In a first load: where the journals stood when it began. */
  readonly place: JournalPlace;
  /** How far a first load has got; missing once it is complete. */
  readonly load?: LoadPlace;
  /** Rights under which the reader has come here. */
  readonly rights: RightsMarks;
}

/** Journals as they are: epoch, and the highest number of each department. */
export interface JournalHeads {
  readonly epoch: string;
  readonly heads: JournalPlace;
}

/** Form of what a cursor holds. A hub that writes another one refuses those of before. */
const VERSION = 1;

const OWNER = 'change feed';

/** The cursor as its reader gets it: encrypted and authenticated with the keys of the store, and another text each time. */
export function cursorText(cursor: FeedCursor, store: Pick<RecordStore, 'seal'>): string {
  return sealCursor(OWNER, JSON.stringify([VERSION, cursor]), store);
}

/**
 * What a cursor holds.
 *
 * @throws HubError INVALID_CURSOR where it was not made here
 */
export function readCursor(text: string, store: Pick<RecordStore, 'unseal'>): FeedCursor {
  // cast: nobody else can have made it
  const [version, cursor] = JSON.parse(unsealCursor(OWNER, text, store)) as readonly [number, FeedCursor];
  if (version !== VERSION) throw new HubError('INVALID_CURSOR');
  return cursor;
}

/**
 * Refuses a cursor of another reader, of other journals, or of journals that went back.
 *
 * @throws HubError CURSOR_FOREIGN, CURSOR_STALE
 */
export function checkCursor(cursor: FeedCursor, { reader }: Pick<Feed, 'reader'>, now: JournalHeads): void {
  if (cursor.reader !== reader) throw foreign('to another caller, or for another purpose.');
  const isAhead = Object.entries(cursor.place).some(([department, seq]) => seq > (now.heads[department] ?? seq));
  if (cursor.epoch !== now.epoch || isAhead) throw new HubError('CURSOR_STALE');
}

/** @throws HubError CURSOR_FOREIGN where the cursor is of another filter */
export function checkFilter(cursor: FeedCursor, { filter }: Pick<Feed, 'filter'>): void {
  if (cursor.filter !== filter) throw foreign('with other "departments" or "items".');
}

function foreign(problem: string): HubError {
  return new HubError('CURSOR_FOREIGN', { details: { problem } });
}
