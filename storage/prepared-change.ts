import { contentHashOf, sealedHashes } from './content-hash.ts';
import type { KeyRing } from './key-ring.ts';
import type { JsonFields, PreparedChange, RecordChange, RecordState } from './port.ts';
import { sealedText } from './sealed-text.ts';
import { sealFields } from './sealing.ts';
import { refuseUnstorableRecord } from './unstorable.ts';

/** @throws HubError RECORD_INVALID */
export function preparedChange(keys: KeyRing, change: RecordChange): PreparedChange {
  refuseUnstorableRecord(change);
  const { id, operation, reason, reportedAt, onVersion, content } = change;
  const hasSealed = Object.keys(content.sealed).length > 0;
  const hashes = hasSealed ? sealedHashes(keys, content.sealed) : null;
  return {
    id,
    operation,
    reason,
    reportedAt,
    ...(onVersion === undefined ? {} : { onVersion }),
    // Named one by one: to spread the content costs a bulk import several times as much.
    content: {
      type: content.type,
      subjectId: content.subjectId,
      subjectKind: content.subjectKind,
      state: content.state,
      documentNo: content.documentNo,
      decidingOrgCode: content.decidingOrgCode,
      decisionDate: content.decisionDate,
      publicityStartDate: content.publicityStartDate,
      publicityEndDate: content.publicityEndDate,
      fields: JSON.stringify(content.fields),
      sealed: hasSealed ? sealedText(sealFields(keys, id, content.sealed)) : null,
    },
    contentHash: contentHashOf(content, hashes ?? {}),
    sealedHashes: hashes,
  };
}

/** The same change, which leaves its record in another state. */
export function inState(change: PreparedChange, state: RecordState): PreparedChange {
  const content = { ...change.content, state };
  const fields = JSON.parse(content.fields) as JsonFields; // cast: made by `preparedChange`
  return { ...change, content, contentHash: contentHashOf({ ...content, fields }, change.sealedHashes ?? {}) };
}
