import { idTypes } from '../../../seeds/reference/dual-publicity-codes.ts';
import type { RuleCode } from '../../../storage/collection/port.ts';
import type { SubjectKind } from '../../../storage/port.ts';
import type { RecordField } from '../record-type.ts';
import { isBlankCell } from './cells/blank-cell.ts';
import { isOpenEnd, readDate } from './cells/date-cell.ts';
import { type EnumReader, enumReader } from './cells/enum-cell.ts';
import { splitTexts, splitValues } from './cells/list-cell.ts';
import { booleanReader, readFloat, readInt, readJson, readJsonList } from './cells/plain-cell.ts';
import { holdsControls, isLongerThan, tidyName, tidyText } from './cells/text-cell.ts';
import type { LayoutColumn, RecordLayout } from './layout/record-layout.ts';
import { type RowDraft, report } from './row-draft.ts';
import { type AmountLimits, readAmount } from './rules/amount-rules.ts';
import { type CodeClue, type KnowsArea, readSubjectCode } from './rules/code-rules.ts';

/** Puts what a cell says into the draft of its row, or reports why it cannot. */
export type CellReader = (cell: string, draft: RowDraft) => void;

/** What reading cells depends on, beside the column. */
export interface CellContext {
  readonly generation: RecordLayout['generation'];
  readonly limits: AmountLimits;
  readonly isKnownArea: KnowsArea;
  /** Field that keeps what follows 其他-, by the enum's field: `permitKind` has `permitKindNote`. */
  readonly noteFields: ReadonlySet<string>;
  /** Fields that hold the name of a person or body. */
  readonly nameFields: ReadonlySet<string>;
}

/** The reader of a column's cells. Blank cells and placeholders say nothing, but for an end of time that there is not. */
export function cellReader(column: LayoutColumn, context: CellContext): CellReader {
  const { field } = column;
  const read = column.clue === null ? fieldReader(column, context) : clueReader(column, context);
  if (read === null) return ignore;
  if (field !== null && field.typeName === 'Date' && !field.required) {
    return (cell, draft) => {
      if (cell !== '') read(cell, draft);
    };
  }
  return (cell, draft) => {
    if (!isBlankCell(cell)) read(cell, draft);
  };
}

const ignore: CellReader = () => {};

function clueReader(column: LayoutColumn, context: CellContext): CellReader {
  const { clue, field } = column;
  switch (clue) {
    case 'kind':
      return kindReader(column, context);
    case 'idType':
      return idTypeReader(column, context);
    case 'name':
    case null:
      return textReader(column, tidyName, (draft, name) => {
        draft.clues.name = name;
        if (field !== null) draft.fields[field.name] = name;
      });
    case 'idNo':
      return textReader(column, tidyText, (draft, idNo) => {
        draft.clues.idNo = idNo;
      });
    default:
      return codeReader(clue, column, context);
  }
}

const SUBJECT_KINDS: readonly SubjectKind[] = ['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'];

function kindReader({ field }: LayoutColumn, { generation }: CellContext): CellReader {
  const read = enumReader('SubjectKind', new Map(SUBJECT_KINDS.map((kind) => [kind, kind])), generation);
  return (cell, draft) => {
    const kind = SUBJECT_KINDS.find((one) => one === read(cell)?.value);
    if (kind === undefined) report(draft, 'R08', field?.name ?? null);
    else draft.kind = kind;
  };
}

function idTypeReader({ field }: LayoutColumn, { generation }: CellContext): CellReader {
  const read = enumReader('IdType', new Map(idTypes().map(({ code, nameZh }) => [code, nameZh])), generation);
  return (cell, draft) => {
    const reading = read(cell);
    if (reading === null) report(draft, 'R08', field?.name ?? null);
    else draft.clues.idType = reading.value;
  };
}

function codeReader(clue: CodeClue, { field, maxLength }: LayoutColumn, { isKnownArea }: CellContext): CellReader {
  const name = field?.name ?? null;
  return (cell, draft) => {
    const { code, finding, isPersonal } = readSubjectCode(clue, cell, isKnownArea);
    if (finding !== null) report(draft, finding, name);
    else if (isLongerThan(code, maxLength) || holdsControls(code)) report(draft, 'R15', name);
    draft.clues[clue] = code;
    if (name !== null && !isPersonal) draft.fields[name] = code;
  };
}

/** Null for columns that are known, and not kept. */
function fieldReader(column: LayoutColumn, context: CellContext): CellReader | null {
  const { field } = column;
  if (field === null) return null;
  if (field.typeName === 'PenaltyKind') return (cell, draft) => draft.penaltyKinds.push(cell);
  if (field.isList) return listReader(field, column, context);
  if (field.values !== null) return valueReader(field, enumOf(field, context), context);
  switch (field.typeName) {
    case 'Date':
      return dateReader(field);
    case 'Decimal':
      return amountReader(column, field, context.limits);
    case 'Int':
      return plainReader(field, readInt, 'R10');
    case 'Float':
      return plainReader(field, readFloat, 'R10');
    case 'Boolean':
      return plainReader(field, booleanReader(), 'R08');
    case 'String':
    case 'ID':
      return textReader(column, context.nameFields.has(field.name) ? tidyName : tidyText, (draft, text) => {
        draft.fields[field.name] = text;
      });
    default:
      return plainReader(field, readJson, 'R08');
  }
}

function enumOf({ typeName, values }: RecordField, { generation }: CellContext): EnumReader {
  return enumReader(typeName, values ?? new Map(), generation);
}

function valueReader({ name }: RecordField, read: EnumReader, { noteFields }: CellContext): CellReader {
  const note = `${name}Note`;
  const hasNote = noteFields.has(note);
  return (cell, draft) => {
    const reading = read(cell);
    if (reading === null) return report(draft, 'R08', name);
    draft.fields[name] = reading.value;
    if (hasNote && reading.detail !== null) draft.fields[note] ??= reading.detail;
  };
}

function listReader(field: RecordField, column: LayoutColumn, context: CellContext): CellReader {
  const { name } = field;
  if (field.values === null && field.typeName !== 'String') return plainReader(field, readJsonList, 'R08');
  const add = (draft: RowDraft, items: readonly string[]) => {
    const before = draft.fields[name];
    draft.fields[name] = [...new Set([...(Array.isArray(before) ? before : []), ...items])];
  };
  if (field.values === null) return textReader(column, tidyText, (draft, text) => add(draft, splitTexts(text)));
  const read = enumOf(field, context);
  return (cell, draft) => {
    const readings = splitValues(cell, (value) => read(value) !== null).map(read);
    if (readings.includes(null)) return report(draft, 'R08', name);
    add(
      draft,
      readings.flatMap((reading) => reading?.value ?? []),
    );
  };
}

function dateReader({ name, required }: RecordField): CellReader {
  return (cell, draft) => {
    const reading = readDate(cell);
    if (reading.kind === 'day') draft.fields[name] = !required && isOpenEnd(reading.date) ? null : reading.date;
    else if (reading.kind === 'open' && !required) draft.fields[name] = null;
    else if (!isBlankCell(cell)) report(draft, 'R06', name);
  };
}

/** Only of the standard's amounts is it known that large ones are slips: contracts and capitals are large as well. */
function amountReader({ isStandard }: LayoutColumn, { name }: RecordField, limits: AmountLimits): CellReader {
  const own: AmountLimits = isStandard ? limits : { ...limits, suspicious: null };
  return (cell, draft) => {
    const { amount, finding } = readAmount(cell, own);
    if (finding !== null) report(draft, finding, name);
    if (amount !== null) draft.fields[name] = amount;
  };
}

function plainReader({ name }: RecordField, read: (cell: string) => unknown, rule: RuleCode): CellReader {
  return (cell, draft) => {
    const value = read(cell);
    if (value === null) report(draft, rule, name);
    else draft.fields[name] = value;
  };
}

/** R15, but for personal numbers: these are looked for in the finished row. */
function textReader(
  { field, maxLength }: LayoutColumn,
  tidy: (cell: string) => string,
  put: (draft: RowDraft, text: string) => void,
): CellReader {
  return (cell, draft) => {
    const text = tidy(cell);
    if (isLongerThan(text, maxLength) || holdsControls(text)) report(draft, 'R15', field?.name ?? null);
    put(draft, text);
  };
}
