import { HubError } from '../../../schema/errors.ts';
import type { SubjectKind } from '../../../storage/port.ts';
import type { RecordType } from '../record-type.ts';
import type { Subgraph } from '../subgraph.ts';
import type { RowReading, SubjectClues } from './candidate.ts';
import { type CellContext, type CellReader, cellReader } from './cell-reader.ts';
import { type FillInContext, fillIn, fillInSubject } from './fill-in.ts';
import { openTextFields, personalNumberInValue } from './free-text.ts';
import { type IntakeTables, intakeTables } from './intake-tables.ts';
import { type MatchedHeader, matchHeader } from './layout/match-header.ts';
import { type LayoutColumn, recordLayouts } from './layout/record-layout.ts';
import { type SeverityOfKinds, severityByKinds } from './publicity.ts';
import { fillInPublicity } from './publicity-dates.ts';
import { isReported, newDraft, type RowDraft, report } from './row-draft.ts';
import { checkBodies, reportingBodies } from './rules/body-rules.ts';
import { deniedSubjectKinds } from './rules/catalogue-rules.ts';
import { checkDates, checkReportingTime, type ReportingTime } from './rules/date-rules.ts';
import { checkIdentity, checkRepresentativeIdentity } from './rules/identity-rules.ts';
import { checkPenaltyDetails, penaltySpellings, readPenaltyKinds } from './rules/penalty-rules.ts';
import { checkExclusivity, isAboutSomebody, subjectKindOf } from './rules/subject-rules.ts';

/** Reads the cells of a row, in the order of the header. */
export type RowReader = (values: readonly string[]) => RowReading;

/** What rows are read against. */
export interface ReadAgainst {
  readonly subgraph: Subgraph;
  /** Name of the record type in the graph. */
  readonly type: string;
  readonly header: readonly string[];
  /** Day of receipt in the city, YYYY-MM-DD. */
  readonly receivedOn: string;
  /** Those of `seeds/reference` where they are left out. */
  readonly tables?: IntakeTables;
}

/**
 * A reader for the rows of a report: it turns cells into the fields of the type and holds the row against the rules of the
 * standard that need nothing but the row. Everything that depends on the header alone is worked out here, once. What names are
 * registered, and what was reported before, is for those who know the subject: `registration-rules.ts` and the store.
 *
 * @throws HubError HEADINGS_INVALID where the header does not fit, RECORD_INVALID where the department has no such type
 */
export function rowReader(against: ReadAgainst): RowReader {
  const plan = readingPlan(against);
  return (values) => {
    const draft = newDraft();
    plan.readers.forEach((read, place) => {
      read(values[place] ?? '', draft);
    });
    checkRow(draft, plan);
    return readingOf(draft, plan);
  };
}

/** What the header, the type and the tables come to. */
interface ReadingPlan {
  readonly type: RecordType;
  readonly readers: readonly CellReader[];
  readonly required: Readonly<Record<SubjectKind, readonly LayoutColumn[]>>;
  readonly openFields: readonly string[];
  readonly deniedKinds: ReadonlySet<SubjectKind>;
  readonly penaltySpellings: ReadonlyMap<string, string>;
  /** Whether the generation has columns for what a penalty has to be told with. */
  readonly hasPenaltyDetails: boolean;
  readonly severity: SeverityOfKinds;
  readonly fill: FillInContext;
  readonly time: ReportingTime;
  readonly tables: IntakeTables;
  readonly receivedOn: string;
}

function readingPlan({
  subgraph,
  type: name,
  header,
  receivedOn,
  tables = intakeTables(receivedOn),
}: ReadAgainst): ReadingPlan {
  const type = subgraph.recordTypes.find((one) => one.name === name);
  if (type === undefined) {
    throw new HubError('RECORD_INVALID', { details: { problem: `${name}: this department has no such record type.` } });
  }
  const matched = matchHeader(name, recordLayouts(type), header);
  const cells = cellContext(type, matched, tables);
  const present = new Set(matched.columns.flatMap((column) => column?.field?.name ?? []));
  return {
    type,
    readers: matched.columns.map((column) => (column === null ? () => {} : cellReader(column, cells))),
    required: requiredColumns(matched.layout.columns),
    openFields: openTextFields(type),
    deniedKinds: deniedSubjectKinds(type),
    penaltySpellings: penaltySpellings(matched.layout.generation),
    hasPenaltyDetails: matched.layout.columns.some(({ field }) => field?.name === 'fineAmountWan'),
    severity: severityByKinds(),
    fill: { type, bodies: reportingBodies(subgraph.department), hasColumn: (field) => present.has(field), receivedOn },
    time: reportingTime(subgraph, name, tables),
    tables,
    receivedOn,
  };
}

function cellContext(type: RecordType, { layout }: MatchedHeader, { rules, isKnownArea }: IntakeTables): CellContext {
  const names = [...type.fields.keys()];
  const masked = new Set(type.guard.fields.filter(({ mask }) => mask === 'NAME').map(({ name }) => name));
  const decimals = rules.get('R10')?.parameter;
  return {
    generation: layout.generation,
    limits: { decimals: decimals == null ? null : Number(decimals), suspicious: rules.get('R10W')?.parameter ?? null },
    isKnownArea,
    noteFields: new Set(names.filter((name) => name.endsWith('Note'))),
    nameFields: new Set(names.filter((name) => name.endsWith('OrgName') || masked.has(name))),
  };
}

function requiredColumns(columns: readonly LayoutColumn[]): ReadingPlan['required'] {
  const of = (kind: SubjectKind) => columns.filter(({ requiredFor }) => requiredFor.includes(kind));
  return {
    ORGANIZATION: of('ORGANIZATION'),
    SOLE_TRADER: of('SOLE_TRADER'),
    NATURAL_PERSON: of('NATURAL_PERSON'),
  };
}

function reportingTime({ department }: Subgraph, type: string, tables: IntakeTables): ReportingTime {
  const { calendar, workingDays, rules } = tables;
  const usual = Number(rules.get('R14')?.parameter ?? Number.POSITIVE_INFINITY);
  return {
    from: calendar.from,
    to: calendar.to,
    workingDaysBetween: workingDays.workingDaysBetween,
    limit: department.records?.[type]?.reportWithinWorkdays ?? usual,
  };
}

/** The rules in the order in which they need one another. */
function checkRow(draft: RowDraft, plan: ReadingPlan): void {
  const { type, receivedOn, tables, fill } = plan;
  fillIn(draft, fill);
  const kindCodes = readPenaltyKinds(draft, plan.penaltySpellings);
  const kind = subjectKindOf(draft);
  draft.kind = kind;
  if (kind === null) report(draft, 'R01', type.fields.has('counterpartyCategory') ? 'counterpartyCategory' : null);
  else checkSubject(draft, kind, plan);
  checkDates(draft, receivedOn, tables.rules.get('R07')?.parameter ?? null);
  checkReportingTime(draft, receivedOn, plan.time);
  checkBodies(draft, fill.bodies);
  if (plan.hasPenaltyDetails) checkPenaltyDetails(draft);
  checkPersonalNumbers(draft, plan.openFields);
  if (kind !== null) fillInPublicity(draft, { type, kind, kindCodes, severity: plan.severity });
}

function checkSubject(draft: RowDraft, kind: SubjectKind, plan: ReadingPlan): void {
  checkRequired(draft, plan.required[kind]);
  checkExclusivity(draft, kind);
  checkIdentity(draft, plan.receivedOn);
  if (plan.type.fields.has('legalRepresentativeIdType')) checkRepresentativeIdentity(draft, plan.receivedOn);
  if (!isAboutSomebody(draft, kind) && !isReported(draft, 'counterpartyIdNo')) report(draft, 'R01', null);
  if (plan.deniedKinds.has(kind)) report(draft, 'R16', null);
  fillInSubject(draft, plan.type, kind);
}

/** R01, but where another rule has said already why there is no value. */
function checkRequired(draft: RowDraft, columns: readonly LayoutColumn[]): void {
  for (const { field, clue } of columns) {
    if (isSaid(draft, field?.name ?? null, clue)) continue;
    const name = field?.name ?? null;
    if (!isReported(draft, name)) report(draft, 'R01', name);
  }
}

function isSaid(draft: RowDraft, field: string | null, clue: LayoutColumn['clue']): boolean {
  if (clue === 'kind') return true; // the row has a kind, or it would not be here
  if (clue !== null) return draft.clues[clue] !== undefined;
  return field === null || draft.fields[field] !== undefined;
}

/** R15: a personal number in a text that everybody reads. */
function checkPersonalNumbers(draft: RowDraft, openFields: readonly string[]): void {
  for (const name of openFields) {
    if (personalNumberInValue(draft.fields[name]) !== null) report(draft, 'R15', name);
  }
}

/** Findings of rules that are not in force do not count. */
function readingOf(draft: RowDraft, { type, tables: { rules } }: ReadingPlan): RowReading {
  const { kind, fields } = draft;
  const findings = draft.findings.filter(({ rule }) => rules.has(rule));
  const isRefused = findings.some(({ rule }) => rules.get(rule)?.severity === 'E');
  if (isRefused || kind === null) return { kind: 'refused', findings };
  return {
    kind: 'accepted',
    candidate: { type: type.name, fields, clues: cluesOf(draft, kind) },
    warnings: findings,
  };
}

function cluesOf({ clues }: RowDraft, kind: SubjectKind): SubjectClues {
  return {
    kind,
    name: clues.name ?? null,
    uscc: clues.uscc ?? null,
    orgCode: clues.orgCode ?? null,
    registrationNo: clues.registrationNo ?? null,
    taxNo: clues.taxNo ?? null,
    institutionNo: clues.institutionNo ?? null,
    socialOrganizationNo: clues.socialOrganizationNo ?? null,
    idType: clues.idType ?? null,
    idNo: clues.idNo ?? null,
  };
}
