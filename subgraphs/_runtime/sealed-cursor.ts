import { HubError } from '../../schema/errors.ts';
import type { RecordStore } from '../../storage/port.ts';

const FIELD = 'cursor';

/**
 * A cursor that tells its reader nothing: encrypted and authenticated with the keys of the store, and another text each time.
 *
 * @param owner what it is a cursor of, with a space in it: no record has such an id, so that nothing sealed of a record is taken
 *   for a cursor
 */
export function sealCursor(owner: string, text: string, store: Pick<RecordStore, 'seal'>): string {
  const { [FIELD]: sealed = '' } = store.seal(owner, { [FIELD]: text });
  return sealed;
}

/**
 * The text of a sealed cursor.
 *
 * @throws HubError INVALID_CURSOR where it was not sealed here for this owner
 */
export function unsealCursor(owner: string, cursor: string, store: Pick<RecordStore, 'unseal'>): string {
  try {
    return store.unseal({ id: owner, sealed: { [FIELD]: cursor } }, FIELD) ?? '';
  } catch (cause) {
    throw new HubError('INVALID_CURSOR', { cause });
  }
}
