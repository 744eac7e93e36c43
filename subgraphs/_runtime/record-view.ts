import type { StoredRecord } from '../../storage/port.ts';
import type { RecordType } from './record-type.ts';

/** A record as resolvers see it: every plain field by its name in the graph, the stored record for sealed ones. */
export interface RecordView {
  readonly __typename: string;
  readonly stored: StoredRecord;
  readonly [field: string]: unknown;
}

/** The record's fields by their names in the graph; sealed fields are resolved on their own. */
export function recordView(type: RecordType, record: StoredRecord, today: string): RecordView {
  const View = views.get(type) ?? viewClass(type);
  views.set(type, View);
  return new View(record, today);
}

type ViewClass = new (stored: StoredRecord, today: string) => RecordView;

const views = new WeakMap<RecordType, ViewClass>();

/** Lists hold many records with many fields, of which few are asked: a class per type copies none of them. */
function viewClass(type: RecordType): ViewClass {
  class View {
    readonly stored: StoredRecord;
    readonly today: string;
    constructor(stored: StoredRecord, today: string) {
      this.stored = stored;
      this.today = today;
    }
  }
  const own: typeof HUB_FIELDS = { ...HUB_FIELDS, __typename: () => type.name, catalogueItem: () => type.entry.code };
  for (const [name, read] of Object.entries(own)) define(View.prototype, name, read);
  for (const name of type.fields.keys()) {
    if (!Object.hasOwn(own, name)) define(View.prototype, name, ({ stored }) => stored.fields[name]);
  }
  return View as unknown as ViewClass; // cast: the fields were defined on the lines before
}

interface Viewed {
  readonly stored: StoredRecord;
  readonly today: string;
}

function define(prototype: object, name: string, read: (view: Viewed) => unknown): void {
  Object.defineProperty(prototype, name, {
    get(this: Viewed) {
      return read(this);
    },
  });
}

/** Fields that the store keeps outside of the others, or that follow from it. */
const HUB_FIELDS: Readonly<Record<string, (view: Viewed) => unknown>> = {
  id: ({ stored }) => stored.id,
  documentNo: ({ stored }) => stored.documentNo,
  decidingOrgCode: ({ stored }) => stored.decidingOrgCode,
  decisionDate: ({ stored }) => stored.decisionDate,
  publicityStartDate: ({ stored }) => stored.publicityStartDate,
  publicityEndDate: ({ stored }) => stored.publicityEndDate,
  reportedAt: ({ stored }) => stored.reportedAt,
  version: ({ stored }) => stored.version,
  subject: ({ stored }) => ({ __typename: 'CreditSubject', id: stored.subjectId }),
  state: ({ stored, today }) => stateOn(stored, today),
};

/** A record whose publicity is over has expired, on the day itself and without anybody writing it down. */
function stateOn(record: StoredRecord, today: string): string {
  const over = record.publicityEndDate !== null && record.publicityEndDate < today;
  return over && record.state === 'EFFECTIVE' ? 'EXPIRED' : record.state;
}
