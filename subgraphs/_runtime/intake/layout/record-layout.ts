import { type ClueName, type StandardColumn, standardColumns } from '../../../../seeds/reference/intake-headers.ts';
import type { SubjectKind } from '../../../../storage/port.ts';
import type { RecordField, RecordType } from '../../record-type.ts';
import { headingKey } from './heading-key.ts';

/** A column that reports of a record type may have. Without field and clue it is known, and not kept. */
export interface LayoutColumn {
  /** What its heading may be; the first is told to people. */
  readonly headings: readonly string[];
  readonly field: RecordField | null;
  readonly clue: ClueName | null;
  /** Kinds of subject whose rows have to fill it in. */
  readonly requiredFor: readonly SubjectKind[];
  /** Whether a report without the column is refused as a whole. */
  readonly isNeeded: boolean;
  /** Most characters of a cell. */
  readonly maxLength: number;
  /** Whether the dual-publicity standard has it. */
  readonly isStandard: boolean;
}

/** How reports of a record type look in one generation of the standard. */
export interface RecordLayout {
  /** `any` for types that the dual-publicity standard does not know. */
  readonly generation: StandardColumn['generation'];
  readonly columns: readonly LayoutColumn[];
}

/** The hub's own limit for a text of which the standard says nothing, in characters. */
const MAX_LENGTH = 4_000;

/** Fields that the hub gives, or that follow from the others. */
const NOT_REPORTED = new Set(['id', 'catalogueItem', 'version', 'reportedAt', 'subject', 'state']);

/** Fields that the hub fills in where a report has no column for them, and the standard does not ask for one. */
const FILLED_IN = new Set(['decidingOrgCode', 'sourceOrgName', 'sourceOrgCode', 'legalBasis', 'counterpartyCategory']);

const EVERY_KIND: readonly SubjectKind[] = ['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'];

/**
 * The layouts that reports of the type may have, the newest first. Permits and penalties have one for each generation of the
 * dual-publicity standard, from its table of headings, and the fields of their department beside it; others have one, from
 * the Chinese names in their SDL. All of them take the columns that say whom a row is about.
 */
export function recordLayouts(type: RecordType): readonly RecordLayout[] {
  const ofStandard = standardColumns().filter(
    ({ standard }) => standard !== 'CreditRecord' && type.standards.has(standard),
  );
  const generations = [...new Set(ofStandard.map(({ generation }) => generation))].sort().reverse();
  const inTable = new Set(ofStandard.map(({ field }) => field));
  const derived = derivedColumns(type, inTable);
  if (generations.length === 0) return [{ generation: 'any', columns: withSubject(type, derived) }];
  return generations.map((generation) => {
    const rows = ofStandard.filter((row) => row.generation === generation);
    const columns = withFieldNames(rows.map((row) => standardColumn(type, row)));
    return { generation, columns: withSubject(type, [...columns, ...withoutHeadings(derived, columns)]) };
  });
}

/** A heading of the standard stays the standard's where a department's own field is called the same. */
function withoutHeadings(derived: readonly LayoutColumn[], columns: readonly LayoutColumn[]): readonly LayoutColumn[] {
  const taken = new Set(columns.flatMap(({ headings }) => headings.map(headingKey)));
  return derived.map((column) => ({
    ...column,
    headings: column.headings.filter((heading) => !taken.has(headingKey(heading))),
  }));
}

function standardColumn(type: RecordType, row: StandardColumn): LayoutColumn {
  const field = row.field === null ? null : (type.fields.get(row.field) ?? null);
  return {
    headings: row.headings,
    field,
    clue: row.clue,
    requiredFor: row.requiredFor,
    isNeeded: row.requiredFor.length === EVERY_KIND.length,
    maxLength: row.maxLength ?? MAX_LENGTH,
    isStandard: row.standard !== 'CreditRecord',
  };
}

/** Applications send names of the graph. Where two columns make one field, the name is the first one's. */
function withFieldNames(columns: readonly LayoutColumn[]): readonly LayoutColumn[] {
  const named = new Set<string>();
  return columns.map((column) => {
    if (column.field === null || named.has(column.field.name)) return column;
    named.add(column.field.name);
    return { ...column, headings: [...column.headings, column.field.name] };
  });
}

/** Columns for the fields that no table of the standard names. */
function derivedColumns(type: RecordType, inTable: ReadonlySet<string | null>): readonly LayoutColumn[] {
  return [...type.fields.values()]
    .filter(({ name }) => !NOT_REPORTED.has(name) && !inTable.has(name))
    .map((field) => ({
      headings: [field.title.name, ...(field.title.code === null ? [] : [field.title.code]), field.name],
      field,
      clue: null,
      requiredFor: field.required ? EVERY_KIND : [],
      isNeeded: field.required && !FILLED_IN.has(field.name),
      maxLength: MAX_LENGTH,
      isStandard: false,
    }));
}

/** Adds the columns about the subject. One that is there already, by its clue or a heading, takes the spellings too. */
function withSubject(type: RecordType, columns: readonly LayoutColumn[]): readonly LayoutColumn[] {
  const all = [...columns];
  for (const row of standardColumns().filter(({ standard }) => standard === 'CreditRecord')) {
    const column = withFieldNames([standardColumn(type, row)])[0] as LayoutColumn; // of one column comes one
    const keys = new Set(column.headings.map(headingKey));
    const taken = all.findIndex(
      ({ clue, headings }) => clue === column.clue || headings.some((heading) => keys.has(headingKey(heading))),
    );
    const there = all[taken];
    if (there === undefined) all.push(column);
    else all[taken] = { ...there, clue: column.clue, headings: unique([...there.headings, ...column.headings]) };
  }
  return all;
}

function unique(headings: readonly string[]): readonly string[] {
  return [...new Map(headings.map((heading) => [headingKey(heading), heading])).values()];
}
