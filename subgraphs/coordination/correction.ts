import type { JsonFields, RecordChange, RecordStore, StoredRecord } from '../../storage/port.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import { recordIntake } from '../_runtime/record-intake.ts';

/**
 * The change that gives fields of a record new values, made by its department's intake as if it had reported them. What it corrects is
 * disputed no longer.
 *
 * @returns makes the change of a record; null of what is of no effect any more
 * @throws HubError RECORD_INVALID, when it is made, for values that the department's schema does not allow
 */
export function correction(
  { subgraph, type }: ExchangedItem,
  corrected: JsonFields,
  at: string,
  store: Pick<RecordStore, 'unseal'>,
): (record: StoredRecord) => RecordChange | null {
  const intake = recordIntake(subgraph);
  return (record) => {
    if (record.state !== 'EFFECTIVE' && record.state !== 'UNDER_OBJECTION') return null;
    return intake({
      type: type.name,
      subject: { id: record.subjectId, kind: record.subjectKind },
      fields: { ...reported(record, store), ...corrected, state: 'EFFECTIVE' },
      reason: 'CORRECTED',
      reportedAt: at,
    });
  };
}

/** The fields as a department reports them. */
function reported(record: StoredRecord, store: Pick<RecordStore, 'unseal'>): Readonly<Record<string, unknown>> {
  const { fields, sealed, documentNo, decidingOrgCode, decisionDate, publicityStartDate, publicityEndDate } = record;
  const clear = Object.keys(sealed).map((field) => [field, store.unseal(record, field)] as const);
  return {
    ...fields,
    ...Object.fromEntries(clear),
    documentNo,
    decidingOrgCode,
    decisionDate,
    publicityStartDate,
    publicityEndDate,
  };
}
