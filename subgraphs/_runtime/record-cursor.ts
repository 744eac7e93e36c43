import { HubError } from '../../schema/errors.ts';
import type { RecordPosition, RecordStore } from '../../storage/port.ts';
import { sealCursor, unsealCursor } from './sealed-cursor.ts';

/** Cursor of a record that the caller sees: it says no more than the record does. */
export function cursorOf({ decisionDate, id }: RecordPosition): string {
  return Buffer.from(`${decisionDate} ${id}`).toString('base64url');
}

/**
 * Cursor of a place that the caller does not see, such as where reading for a short page ended: encrypted, good for lists of
 * this type, and another one each time.
 */
export function sealedCursor(typeName: string, { decisionDate, id }: RecordPosition, store: RecordStore): string {
  return sealCursor(ownerOf(typeName), `${decisionDate} ${id}`, store);
}

/**
 * The position that a cursor names.
 *
 * @throws HubError INVALID_CURSOR
 */
export function parseCursor(typeName: string, cursor: string, store: RecordStore): RecordPosition {
  // Sealed texts begin with the version of their key and a colon, which base64url does not have.
  const text = cursor.includes(':')
    ? unsealCursor(ownerOf(typeName), cursor, store)
    : Buffer.from(cursor, 'base64url').toString();
  const [decisionDate = '', id = ''] = text.split(' ');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(decisionDate) || !/^[\w-]+$/.test(id)) throw new HubError('INVALID_CURSOR');
  return { decisionDate, id };
}

function ownerOf(typeName: string): string {
  return `list of ${typeName}`;
}
