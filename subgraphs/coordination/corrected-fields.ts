import { HubError } from '../../schema/errors.ts';
import type { JsonFields, JsonValue, StoredRecord } from '../../storage/port.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import { invalid, type Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';
import { correction } from './correction.ts';
import type { Target } from './target.ts';

/** A new value of a field, as an officer writes it. */
export interface FieldCorrection {
  readonly field: string;
  /** JSON; null takes the value away. */
  readonly value: string | null;
}

/** Fields that the hub gives, or by which a record is found. */
const NOT_CORRECTED = ['id', 'catalogueItem', 'version', 'reportedAt', 'subject', 'state', 'publicityStartDate'];

/**
 * The fields that an objection gives new values, held against the record's type by its department's intake; or what stands against
 * them. Identifiers of persons are not corrected in this way: a case keeps what it decided in clear.
 */
export async function correctedFields(
  { item: code, id }: Target,
  given: readonly FieldCorrection[],
  context: SubgraphContext,
): Promise<{ readonly fields: JsonFields } | { readonly problems: readonly Problem[] }> {
  const item = coordinationOf(context).items.get(code ?? '');
  const record = item === undefined ? null : await context.load.record(item.type.name, id);
  if (item === undefined || record === null) return refused('An entry is not corrected: take it back and enter anew.');
  if (given.length === 0) return refused('Name at least one field.');
  const isOpen = given.every(({ field }) => isCorrectable(field, item));
  if (!isOpen) return refused('One of the fields is not corrected in this way. Let its department report it anew.');
  const fields = fieldsOf(given);
  if (fields === null) return refused('One of the values is no JSON.');
  if (isLonger(fields.publicityEndDate, record)) return refused('A correction does not make publicity longer.');
  return tried(item, record, fields, context);
}

/** What intake makes of them, before anything is decided. */
function tried(item: ExchangedItem, record: StoredRecord, fields: JsonFields, { now, store }: SubgraphContext) {
  try {
    const change = correction(item, fields, now.toISOString(), store)(record);
    if (change !== null && change.id !== record.id) return refused('A correction does not make another record of it.');
    return { fields };
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'RECORD_INVALID') throw error;
    return refused('The values do not fit the type of the record, or hold a number of a person.');
  }
}

function isCorrectable(name: string, { type }: ExchangedItem): boolean {
  const field = type.fields.get(name);
  return field !== undefined && !field.sealed && !NOT_CORRECTED.includes(name);
}

function fieldsOf(given: readonly FieldCorrection[]): JsonFields | null {
  try {
    return Object.fromEntries(
      given.map(({ field, value }) => [field, value === null ? null : (JSON.parse(value) as JsonValue)]), // cast: whatever is JSON
    );
  } catch {
    return null;
  }
}

function isLonger(end: JsonValue | undefined, { publicityEndDate }: StoredRecord): boolean {
  if (end === undefined || publicityEndDate === null) return false;
  return typeof end !== 'string' || end > publicityEndDate;
}

function refused(message: string): { readonly problems: readonly Problem[] } {
  return { problems: [invalid('corrections', message)] };
}
