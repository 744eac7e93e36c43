import type { ExecutionResult } from 'graphql';
import type { CatalogueWords, FieldWords, ItemWords, SectionWords } from './catalogue-words.ts';
import type {
  HiddenField,
  HiddenReason,
  Report,
  ReportItem,
  ReportRecord,
  ReportSection,
  Succession,
} from './report.ts';

/** What the query's answer holds. */
interface Answer {
  readonly subjectByCode?: SubjectAnswer | null;
}

interface SubjectAnswer {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly uscc: string | null;
  readonly area: { readonly name: string } | null;
  readonly formerNumbers: readonly { readonly value: string }[] | null;
  readonly predecessors: readonly SuccessionAnswer[] | null;
  readonly successors: readonly SuccessionAnswer[] | null;
  /** Beside its number and time: sections by their field. */
  readonly creditReport: { readonly [section: string]: SectionAnswer | string | null } | null;
}

interface SuccessionAnswer {
  readonly kind: string;
  readonly date: string;
  readonly successorName: string;
  /** Asked of mergers by which the subject came to others only. */
  readonly predecessor?: { readonly name: string | null } | null;
}

/** Lists by their field; null where the department did not answer. */
type SectionAnswer = Readonly<Record<string, ListAnswer | null>>;

interface ListAnswer {
  readonly totalCount: number;
  readonly nodes: readonly RecordAnswer[];
}

interface RecordAnswer {
  readonly id: string;
  readonly documentNo: string;
  readonly state: string;
  readonly decidingOrgName: string;
  readonly decisionDate: string;
  readonly sourceOrgName: string;
  readonly legalBasis: string;
  readonly publicityEndDate: string | null;
  readonly subject: { readonly id: string; readonly name: string | null } | null;
  /** What else the catalogue says of it. */
  readonly [field: string]: unknown;
}

/** Fields that say whom a record is about, which the head of the report says. */
const ABOUT_SUBJECT = /^(counterparty|promisor)/;

/** The report that an answer holds; null where it found no subject. */
export function readReport({ data, errors = [] }: ExecutionResult, words: CatalogueWords): Report | null {
  const { subjectByCode: subject } = (data ?? {}) as Answer; // cast: the query is made so
  if (subject?.creditReport == null) return null;
  const hidden = new Map<string, HiddenReason>();
  let isComplete = true;
  for (const { extensions } of errors) {
    if (extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE')
      hidden.set(String(extensions.coordinate), hiddenReason(String(extensions.requires)));
    else isComplete = false;
  }
  const { reportNo, generatedAt } = subject.creditReport;
  return {
    reportNo: String(reportNo),
    generatedAt: new Date(String(generatedAt)),
    subject: {
      name: subject.name ?? '',
      uscc: subject.uscc,
      kind: subject.kind,
      area: subject.area?.name ?? null,
      formerNumbers: (subject.formerNumbers ?? []).map(({ value }) => value),
      history: [...(subject.predecessors ?? []), ...(subject.successors ?? [])].map((one) =>
        succession(one, subject.name ?? ''),
      ),
    },
    sections: words.sections.map((section) => readSection(section, subject, hidden, words)),
    isComplete,
  };
}

function hiddenReason(requires: string): HiddenReason {
  if (requires.includes(':identity') || requires.includes(':person')) return 'personal';
  if (requires.includes('@policy')) return 'consent';
  return requires.includes('@requiresScopes') ? 'agreement' : 'government';
}

/** Words of the ways in which organisations merge and divide. */
const SUCCESSIONS: Readonly<Record<string, string>> = {
  ABSORPTION: '吸收合并',
  CONSOLIDATION: '新设合并',
  SPIN_OFF: '派生分立',
  DIVISION: '解散分立',
};

function succession({ kind, date, predecessor, successorName }: SuccessionAnswer, own: string): Succession {
  const from = predecessor === undefined ? own : (predecessor?.name ?? null); // only of predecessors the name is asked
  return { date, kind: SUCCESSIONS[kind] ?? kind, from, to: successorName };
}

function readSection(
  { field, title, items }: SectionWords,
  subject: SubjectAnswer,
  hidden: ReadonlyMap<string, HiddenReason>,
  words: CatalogueWords,
): ReportSection {
  const lists = (subject.creditReport?.[field] ?? {}) as SectionAnswer; // cast: texts stand in other fields
  const read = items.map((item) => readItem(item, lists[item.list], subject.id, hidden, words));
  const shown = read.filter(({ count }) => count !== 0);
  return { field, title, items: shown, count: shown.reduce((sum, { count }) => sum + (count ?? 0), 0) };
}

function readItem(
  { type, title, department, isAdverse, fields }: ItemWords,
  list: ListAnswer | null | undefined,
  subjectId: string,
  hidden: ReadonlyMap<string, HiddenReason>,
  { common }: CatalogueWords,
): ReportItem {
  const records = (list?.nodes ?? []).map((node) => readRecord(node, fields, subjectId, common));
  const reasons = fields.flatMap(({ name, label }): readonly HiddenField[] => {
    const reason = hidden.get(`${type}.${name}`);
    return reason === undefined ? [] : [{ label, reason }];
  });
  return { title, department, isAdverse, count: list?.totalCount ?? null, records, hidden: reasons };
}

function readRecord(
  node: RecordAnswer,
  fields: readonly FieldWords[],
  subjectId: string,
  common: ReadonlyMap<string, FieldWords>,
): ReportRecord {
  const { id, documentNo, state, decidingOrgName, decisionDate, sourceOrgName, legalBasis, publicityEndDate } = node;
  return {
    ...{ id, documentNo, state, decidingOrgName, decisionDate, sourceOrgName, legalBasis, publicityEndDate },
    stateText: common.get('state')?.values?.get(state) ?? state,
    about: node.subject?.id === subjectId ? null : (node.subject?.name ?? null),
    facts: fields
      .filter(({ name }) => !ABOUT_SUBJECT.test(name))
      .flatMap((field) => {
        const text = valueText(node[field.name], field);
        return text === '' ? [] : [[field.label, text] as const];
      }),
  };
}

function valueText(value: unknown, field: FieldWords): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => valueText(one, field)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  return field.values?.get(String(value)) ?? String(value);
}
