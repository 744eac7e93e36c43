import type { StoredRecord } from '../../storage/port.ts';
import { stateOn } from '../../storage/state-on-day.ts';
import type { GuardedField } from './access/guarded-type.ts';
import { hiderOfRow } from './access/hidden-in-text.ts';
import { shownValue } from './access/shown-value.ts';
import type { Sights } from './access/sights.ts';
import type { RecordType } from './record-type.ts';
import type { SubgraphContext } from './subgraph-context.ts';

/** A record as resolvers see it: every field by its name in the graph, as the caller may see it. */
export interface RecordView {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/**
 * The record's fields by their names in the graph. A field is unsealed, masked or denied when it is asked for. Where a field of
 * the record is masked, its value is hidden in the texts of the others too.
 */
export function recordView(
  type: RecordType,
  record: StoredRecord,
  sights: Sights,
  context: SubgraphContext,
): RecordView {
  const View = views.get(type) ?? viewClass(type);
  views.set(type, View);
  return new View(record, sights, context);
}

type ViewClass = new (stored: StoredRecord, sights: Sights, context: SubgraphContext) => RecordView;

const views = new WeakMap<RecordType, ViewClass>();

/** Lists hold many records with many fields, of which few are asked: a class per type copies none of them. */
function viewClass(type: RecordType): ViewClass {
  class View {
    readonly stored: StoredRecord;
    readonly sights: Sights;
    readonly context: SubgraphContext;
    hide: Hide | undefined;
    constructor(stored: StoredRecord, sights: Sights, context: SubgraphContext) {
      this.stored = stored;
      this.sights = sights;
      this.context = context;
    }
  }
  const own: Record<string, Read> = {
    ...HUB_FIELDS,
    __typename: () => type.name,
    catalogueItem: () => type.entry.code,
  };
  for (const [name, field] of type.fields) {
    if (field.sealed) own[name] = ({ stored, context }) => context.store.unseal(stored, name);
    else own[name] ??= ({ stored }) => stored.fields[name];
  }
  const { fields } = type.guard;
  const clear = { ...own };
  for (const [position, field] of fields.entries())
    own[field.name] = guarded(field, position, own[field.name] ?? NOTHING);
  const hiderOf = (view: Viewed) => hiderOfRow(type.guard, view.sights, (name) => clear[name]?.(view));
  for (const { name, isText } of type.fields.values()) {
    if (isText) own[name] = withoutMasked(own[name] ?? NOTHING, hiderOf);
  }
  for (const [name, read] of Object.entries(own)) define(View.prototype, name, read);
  return View as unknown as ViewClass; // cast: the fields were defined on the line before
}

/** What a view holds. */
interface Viewed {
  readonly stored: StoredRecord;
  readonly sights: Sights;
  readonly context: SubgraphContext;
  /** Made for the first text that is read of a record with masked fields. */
  hide: Hide | undefined;
}

type Hide = (shown: unknown) => unknown;

type Read = (view: Viewed) => unknown;

const NOTHING: Read = () => null;

function guarded(field: GuardedField, position: number, read: Read): Read {
  return (view) => {
    const { sights, context } = view;
    // Nearly always; it saves a closure.
    if (sights.fields[position] === 'clear') return read(view);
    return shownValue(field, position, sights, context, () => read(view));
  };
}

function withoutMasked(read: Read, hiderOf: (view: Viewed) => Hide): Read {
  return (view) => {
    if (!view.sights.isMasked) return read(view);
    view.hide ??= hiderOf(view);
    return view.hide(read(view));
  };
}

function define(prototype: object, name: string, read: Read): void {
  Object.defineProperty(prototype, name, {
    get(this: Viewed) {
      return read(this);
    },
  });
}

/** Fields that the store keeps outside of the others, or that follow from it. */
const HUB_FIELDS: Readonly<Record<string, Read>> = {
  id: ({ stored }) => stored.id,
  documentNo: ({ stored }) => stored.documentNo,
  decidingOrgCode: ({ stored }) => stored.decidingOrgCode,
  decisionDate: ({ stored }) => stored.decisionDate,
  publicityStartDate: ({ stored }) => stored.publicityStartDate,
  publicityEndDate: ({ stored }) => stored.publicityEndDate,
  reportedAt: ({ stored }) => stored.reportedAt,
  version: ({ stored }) => stored.version,
  subject: ({ stored }) => ({ __typename: 'CreditSubject', id: stored.subjectId }),
  state: ({ stored, context }) => stateOn(stored, context.today),
};
