import { HubError } from '../../../schema/errors.ts';
import { keyCheck } from '../../key-check.ts';
import type { KeyRing } from '../../key-ring.ts';
import { CALL } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import type { Collections } from './collections.ts';

/** Version of the documents; a store of another version is refused. */
const FORMAT = '1';

/** Begins a store where there is none; refuses one of another format or other keys. */
export async function checkMeta({ meta }: Collections, keys: KeyRing, place: string): Promise<void> {
  const own = { _id: 'collection', format: FORMAT, keyCheck: keyCheck(keys) } as const;
  const isNew = (await meta.findOne({ _id: own._id }, CALL)) === null && (await insertOnce(meta, own));
  const known = isNew ? own : await meta.findOne({ _id: own._id }, CALL);
  if (known?.format !== FORMAT) {
    const problem = `it has format ${known?.format}, this hub writes format ${FORMAT}.`;
    throw new HubError('STORE_DAMAGED', { details: { file: place, problem } });
  }
  if (known.keyCheck !== own.keyCheck) throw new HubError('STORE_WRONG_KEYS', { details: { store: place } });
}
