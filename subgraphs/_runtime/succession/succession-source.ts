import { normaliseCode } from '../../../schema/codes/code-text.ts';
import type { HubStore, RecordPosition, StoredRecord } from '../../../storage/port.ts';
import type { Department, Succeeding } from '../department.ts';
import { Lineage } from './lineage.ts';
import type { Succession, SuccessionKind } from './succession.ts';

/** Records read at once. */
const READ_AT_ONCE = 1_000;

/** What successions are read from. */
export type SuccessionStore = Pick<HubStore, 'listRecords' | 'subjectsByNumber'>;

/** A record type that tells successions, and whose journal says when they change. */
export interface SuccessionSource {
  readonly department: string;
  readonly type: string;
  readonly fields: Succeeding;
}

/** The record types of the departments by which one subject succeeds another. */
export function successionSources(departments: readonly Department[]): readonly SuccessionSource[] {
  return departments.flatMap(({ code, records = {} }) =>
    Object.entries(records).flatMap(([type, { succeeds }]) =>
      succeeds === undefined ? [] : [{ department: code, type, fields: succeeds }],
    ),
  );
}

/** Who succeeds whom by the records that are in force now. A successor is who bears its code today, or bore it alone. */
export async function readLineage(sources: readonly SuccessionSource[], store: SuccessionStore): Promise<Lineage> {
  const told: Omit<Succession, 'successorId'>[] = [];
  for (const source of sources) {
    for await (const records of inForce(source.type, store)) {
      told.push(...records.map((record) => toldBy(record, source.fields)));
    }
  }
  const bearers = await bearersOf(
    told.map(({ successorUscc }) => successorUscc),
    store,
  );
  return new Lineage(told.map((one) => ({ ...one, successorId: bearers.get(one.successorUscc) ?? null })));
}

/** Subjects by the unified social credit codes that they bear; codes that nobody bears, or several bore, are missing. */
export async function bearersOf(
  codes: readonly string[],
  store: Pick<HubStore, 'subjectsByNumber'>,
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const bearers = new Map<string, string>();
  for (const [code, subjects] of await store.subjectsByNumber([...new Set(codes)])) {
    const today = subjects.filter(({ uscc }) => uscc === code);
    const [only, another] = today.length > 0 ? today : subjects;
    if (only !== undefined && another === undefined) bearers.set(code, only.id);
  }
  return bearers;
}

/** Whether it is still public does not matter: who was absorbed stays so. */
const ON_ANY_DAY = '0000-01-01';

async function* inForce(type: string, store: SuccessionStore): AsyncGenerator<readonly StoredRecord[]> {
  let after: RecordPosition | undefined;
  for (;;) {
    const where = { states: { anyOf: ['EFFECTIVE', 'UNDER_OBJECTION'] as const, day: ON_ANY_DAY } };
    const place = after === undefined ? {} : { after };
    const page = await store.listRecords({ type, where, first: READ_AT_ONCE, withTotal: false, ...place });
    yield page.records;
    const last = page.records.at(-1);
    if (!page.hasNextPage || last === undefined) return;
    after = { decisionDate: last.decisionDate, id: last.id };
  }
}

function toldBy(record: StoredRecord, names: Succeeding): Omit<Succession, 'successorId'> {
  const text = (name: string) => textOf(record.fields, name);
  return {
    kind: text(names.kind) as SuccessionKind, // cast: intake has held it against the enum
    date: record.decisionDate,
    predecessorId: record.subjectId,
    successorName: text(names.successorName),
    successorUscc: codeOf(record.fields, names),
  };
}

/** The successor's code as codes are compared, however it was written. */
export function codeOf(fields: Readonly<Record<string, unknown>>, { successorUscc }: Succeeding): string {
  return normaliseCode(textOf(fields, successorUscc));
}

function textOf(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
