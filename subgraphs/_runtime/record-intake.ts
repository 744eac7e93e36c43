import { Kind, type TypeNode } from 'graphql';
import { HubError } from '../../schema/errors.ts';
import type {
  ChangeReason,
  JsonFields,
  RecordChange,
  RecordContent,
  RecordState,
  SubjectKind,
} from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';
import { openTextFields, refusePersonalNumbers } from './intake/free-text.ts';
import type { RecordField, RecordType } from './record-type.ts';
import { scalars } from './scalars.ts';
import type { Subgraph } from './subgraph.ts';

/** A record as a department reports it: the fields of its type, and whom it is about. */
export interface IncomingRecord {
  readonly type: string;
  readonly subject: { readonly id: string; readonly kind: SubjectKind };
  readonly fields: Readonly<Record<string, unknown>>;
  readonly reason: ChangeReason;
  /** RFC 3339 in UTC. */
  readonly reportedAt: string;
}

/** Fields that the store keeps outside of the others, or that the hub gives itself. */
const BASE_FIELDS = new Set([
  'id',
  'catalogueItem',
  'version',
  'reportedAt',
  'subject',
  'documentNo',
  'decidingOrgCode',
  'decisionDate',
  'publicityStartDate',
  'publicityEndDate',
  'state',
]);

const DEFAULT_NATURAL_KEY = ['decidingOrgCode', 'documentNo'] as const;

/** Makes the store's change of a reported record, or says what is wrong with it. */
export type Intake = (record: IncomingRecord) => RecordChange;

/**
 * Intake of a department: holds each record against its type in the SDL and makes its id from its natural key.
 *
 * @throws HubError RECORD_INVALID that names type and field, never the value.
 */
export function recordIntake(subgraph: Subgraph): Intake {
  const types = new Map(subgraph.recordTypes.map((type) => [type.name, { type, openFields: openTextFields(type) }]));
  return (record) => {
    const known = types.get(record.type);
    if (known === undefined) throw invalid(record.type, 'this department has no such record type.');
    const { type, openFields } = known;
    checkFields(type, record.fields);
    refusePersonalNumbers(type.name, openFields, record.fields);
    const naturalKey = subgraph.department.records?.[type.name]?.naturalKey ?? DEFAULT_NATURAL_KEY;
    const parts = naturalKey.map((field) => String(record.fields[field] ?? ''));
    return {
      id: recordId(type.name, [...parts, record.subject.id]),
      operation: record.fields.state === 'WITHDRAWN' ? 'WITHDRAW' : 'UPSERT',
      reason: record.reason,
      reportedAt: record.reportedAt,
      content: toContent(type, record),
    };
  };
}

function toContent(type: RecordType, { subject, fields }: IncomingRecord): RecordContent {
  const given = Object.entries(fields).filter(([name, value]) => value != null && !BASE_FIELDS.has(name));
  const isSealed = ([name]: [string, unknown]) => type.fields.get(name)?.sealed === true;
  const date = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null);
  return {
    type: type.name,
    subjectId: subject.id,
    subjectKind: subject.kind,
    // casts: the values were held against the enum and scalar types by checkFields
    state: (fields.state ?? 'EFFECTIVE') as RecordState,
    documentNo: String(fields.documentNo),
    decidingOrgCode: String(fields.decidingOrgCode),
    decisionDate: String(fields.decisionDate),
    publicityStartDate: date('publicityStartDate'),
    publicityEndDate: date('publicityEndDate'),
    fields: Object.fromEntries(given.filter((entry) => !isSealed(entry))) as JsonFields,
    sealed: Object.fromEntries(given.filter(isSealed).map(([name, value]) => [name, String(value)])),
  };
}

/** Fields that the hub gives, or that have a default. */
const NOT_REPORTED = new Set(['id', 'catalogueItem', 'version', 'reportedAt', 'subject', 'state']);

function checkFields(type: RecordType, fields: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = type.fields.get(name);
    if (field === undefined) throw invalid(`${type.name}.${name}`, 'the type has no such field.');
    if (value != null) checkValue(`${type.name}.${name}`, field, field.type, value);
  }
  for (const field of type.fields.values()) {
    if (!field.required || NOT_REPORTED.has(field.name)) continue;
    if (fields[field.name] == null) throw invalid(`${type.name}.${field.name}`, 'it is required, but missing.');
  }
}

function checkValue(coordinate: string, field: RecordField, type: TypeNode, value: unknown): void {
  if (type.kind === Kind.NON_NULL_TYPE) {
    checkValue(coordinate, field, type.type, value);
  } else if (type.kind === Kind.LIST_TYPE) {
    if (!Array.isArray(value)) throw invalid(coordinate, 'it must be a list.');
    for (const item of value) checkValue(coordinate, field, type.type, item);
  } else if (!fits(field, type.name.value, value)) {
    throw invalid(coordinate, `it is not a value of ${type.name.value}.`);
  }
}

function fits(field: RecordField, typeName: string, value: unknown): boolean {
  if (field.values !== null) return typeof value === 'string' && field.values.has(value);
  switch (typeName) {
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'String':
    case 'ID':
      return typeof value === 'string' && value.trim() !== '';
    default:
      return isScalarValue(typeName, value);
  }
}

function isScalarValue(typeName: string, value: unknown): boolean {
  const scalar = scalars[typeName];
  if (scalar === undefined) return typeof value === 'object';
  try {
    scalar.parseValue(value);
    return true;
  } catch {
    return false;
  }
}

function invalid(where: string, problem: string): HubError {
  return new HubError('RECORD_INVALID', { details: { problem: `${where}: ${problem}` } });
}
