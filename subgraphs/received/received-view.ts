import { areaTable } from '../../seeds/reference/areas.ts';
import type { StoredRecord } from '../../storage/port.ts';
import type { ReceivedContent, ReceivedRecord } from '../../storage/received/port.ts';
import { stateOn } from '../../storage/state-on-day.ts';
import type { Sights } from '../_runtime/access/sights.ts';
import { Disclosed } from '../_runtime/disclosed.ts';
import { openTextFields, personalNumberInValue } from '../_runtime/intake/free-text.ts';
import type { RecordField, RecordType } from '../_runtime/record-type.ts';
import { recordView } from '../_runtime/record-view.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { ownRecord } from './own-record.ts';

/** Fields that say where a record stands at its provider, which the record itself says already. */
const TOLD: ReadonlySet<string> = new Set(['id', 'subject', 'catalogueItem', 'version', 'state', 'decisionDate']);

/**
 * A received record as the graph shows it.
 *
 * @param stored `asStored`
 */
export function receivedView(
  type: RecordType,
  record: ReceivedRecord,
  stored: StoredRecord,
  content: ReceivedContent,
  sights: Sights,
  context: SubgraphContext,
): Readonly<Record<string, unknown>> {
  const { origin, item, recordId, version, decisionDate, receivedAt } = record;
  return {
    origin,
    originName: originName(origin),
    item,
    itemTitle: type.entry.title,
    recordId,
    version,
    state: stateOn(record, context.today),
    decisionDate,
    receivedAt,
    cells: () => cells(type, stored, content, sights, context),
    ownRecord: () => ownRecord(item, recordId, context),
  };
}

/**
 * Only fields that this hub's own type has: of others nobody has said who may see them. Each is read as that of a record of the
 * hub's own, so that the same rules, masks and hidden names hold. What is denied is null without a reason, as nobody asked for it by
 * name.
 */
function cells(
  type: RecordType,
  stored: StoredRecord,
  { fields }: ReceivedContent,
  sights: Sights,
  context: SubgraphContext,
): readonly { readonly name: string; readonly title: string; readonly value: string | null }[] {
  const view = recordView(type, stored, sights, { ...context, disclosed: new Disclosed() });
  const known = [...type.fields.values()].filter(({ name }) => !TOLD.has(name) && Object.hasOwn(fields, name));
  const open = new Set(openTextFields(type));
  return known.map((field) => {
    const { name, title } = field;
    const isWithheld = open.has(name) && personalNumberInValue(fields[name]) !== null;
    return { name, title: title.name, value: isWithheld ? null : cellText(view[name], field) };
  });
}

/** The record as if it were the hub's own. Personal numbers are sealed again, since that is where records have them. */
export function asStored(
  { fields: known, name }: RecordType,
  record: ReceivedRecord,
  { fields }: ReceivedContent,
  { store }: Pick<SubgraphContext, 'store'>,
): StoredRecord {
  const sealed = Object.entries(fields).flatMap(([field, value]) =>
    known.get(field)?.sealed === true && typeof value === 'string' ? [[field, value] as const] : [],
  );
  return {
    id: record.recordId,
    type: name,
    subjectId: record.subjectId,
    subjectKind: record.subjectKind,
    state: record.state,
    documentNo: textOf(fields.documentNo),
    decidingOrgCode: textOf(fields.decidingOrgCode),
    decisionDate: record.decisionDate,
    publicityStartDate: record.publicityStartDate,
    publicityEndDate: record.publicityEndDate,
    version: record.version,
    reportedAt: record.receivedAt,
    contentHash: '',
    fields,
    sealed: store.seal(record.recordId, Object.fromEntries(sealed)),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function cellText(value: unknown, field: RecordField): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((one) => cellText(one, field) ?? '').join('；');
  if (typeof value === 'object') return JSON.stringify(value);
  return field.values?.get(String(value)) ?? String(value);
}

const ORIGINS: Readonly<Record<string, (area: string) => string>> = {
  upstream: () => '上级公共信用信息平台',
  downstream: (area) => `${area}公共信用信息平台（下级）`,
  peer: (area) => `${area}公共信用信息平台（同级）`,
};

function originName(origin: string): string {
  const [relation = '', area = ''] = origin.split(':');
  return ORIGINS[relation]?.(areaTable().name(area) ?? area) ?? origin;
}
