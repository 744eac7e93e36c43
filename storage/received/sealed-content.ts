import type { KeyRing } from '../key-ring.ts';
import { sealFields, unsealField } from '../sealing.ts';
import type { ReceivedContent, ReceivedKey } from './port.ts';

const FIELD = 'content';

/** What a record says, encrypted for this very record: it cannot be moved to another one. */
export function sealContent(keys: KeyRing, key: ReceivedKey, content: ReceivedContent): string {
  const { [FIELD]: sealed = '' } = sealFields(keys, ownerOf(key), { [FIELD]: JSON.stringify(content) });
  return sealed;
}

/** @throws HubError STORE_WRONG_KEYS where it was not sealed for this record with a key of the ring. */
export function unsealContent(
  keys: KeyRing,
  record: ReceivedKey & { readonly sealed: string },
  store: string,
): ReceivedContent {
  const owner = { id: ownerOf(record), sealed: { [FIELD]: record.sealed } };
  return JSON.parse(unsealField(keys, owner, FIELD, store) ?? 'null') as ReceivedContent; // cast: sealed above only
}

/** None of the parts holds a blank but the last, if any: two records have two owners. */
function ownerOf({ origin, item, recordId }: ReceivedKey): string {
  return `received ${origin} ${item} ${recordId}`;
}
