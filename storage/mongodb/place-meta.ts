import type { Collection } from 'mongodb';
import { HubError } from '../../schema/errors.ts';
import { keyCheck } from '../key-check.ts';
import type { KeyRing } from '../key-ring.ts';
import { CALL } from './connection.ts';
import { insertOnce } from './insert-once.ts';

/** What stands over a whole store beside the records. */
export interface PlaceMeta {
  /** Name of the store. */
  readonly _id: string;
  readonly format: string;
  readonly keyCheck: string;
}

/** Begins a store where there is none; refuses one of another format or other keys. */
export async function checkPlaceMeta(
  meta: Collection<PlaceMeta>,
  { name, format }: { readonly name: string; readonly format: string },
  keys: KeyRing,
  place: string,
): Promise<void> {
  const own = { _id: name, format, keyCheck: keyCheck(keys) };
  const isNew = (await meta.findOne({ _id: name }, CALL)) === null && (await insertOnce(meta, own));
  const known = isNew ? own : await meta.findOne({ _id: name }, CALL);
  refuseOtherFormat(known?.format, format, place);
  if (known?.keyCheck !== own.keyCheck) throw new HubError('STORE_WRONG_KEYS', { details: { store: place } });
}

/** @throws HubError STORE_DAMAGED where a store has another format than this hub writes */
export function refuseOtherFormat(found: string | undefined, format: string, place: string): void {
  if (found === format) return;
  const problem = `it has format ${found}, this hub writes format ${format}.`;
  throw new HubError('STORE_DAMAGED', { details: { file: place, problem } });
}
