import { HubError } from '../../schema/errors.ts';

/** The cursor of what lists order by an instant and then by id. */
export function placeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/**
 * Instant and id of a cursor.
 *
 * @throws HubError INVALID_CURSOR
 */
export function placeOf(cursor: string): readonly [at: string, id: string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [at, id] = Array.isArray(parsed) ? parsed : [];
    if (typeof at === 'string' && typeof id === 'string') return [at, id];
  } catch {
    // Whatever it is, it is none of these cursors.
  }
  throw new HubError('INVALID_CURSOR');
}
