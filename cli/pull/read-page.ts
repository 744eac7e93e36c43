import { HubError } from '../../schema/errors.ts';
import { isIsoDate } from '../../schema/iso-date.ts';
import type { JsonFields, JsonValue, RecordState } from '../../storage/port.ts';
import type { ReceivedEmpty, ReceivedUpsert, ReceivedWithdrawal } from '../../storage/received/port.ts';

/** A subject as its provider names it. */
export interface ProviderSubject {
  readonly id: string;
  readonly name: string | null;
  readonly uscc: string | null;
  readonly areaCode: string | null;
  /** Null where the pull may not have it, or only masked. */
  readonly identityNo: string | null;
}

/** A record before anybody has looked up who its subject is here. */
export interface ForeignRecord extends Omit<ReceivedUpsert, 'subjectId' | 'subjectKind' | 'content'> {
  readonly subject: ProviderSubject;
  readonly fields: JsonFields;
}

export type ForeignChange = ForeignRecord | ReceivedWithdrawal | ReceivedEmpty;

/** A page of changes as a provider told it. */
export interface ProviderPage {
  /** Each record once. */
  readonly changes: readonly ForeignChange[];
  /** Codes of items. */
  readonly rightsChanged: readonly string[];
  readonly hasNextPage: boolean;
  readonly endCursor: string;
  /** Names of types that came and were not asked for. */
  readonly unasked: readonly string[];
}

/** What was asked. */
export interface AskedPage {
  /** Of each type that is asked for, the fields that come under another name; by that name. */
  readonly renamed: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly after: string | null;
  readonly first: number;
  /** Null for all. */
  readonly items: readonly string[] | null;
}

/** Longest cursor, item code or id that is taken. */
const MAX_CURSOR = 64 * 1024;
const MAX_CODE = 200;

/**
 * Reads the answer to a question for changes. Nothing of it is believed: every value is of the kind that the question asks for, or
 * the page is refused as a whole.
 *
 * @param changes value of that field
 * @throws HubError PROVIDER_ANSWER_INVALID
 */
export function readPage(changes: unknown, asked: AskedPage, provider: string): ProviderPage {
  try {
    return new PageReader(asked).read(changes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new HubError('PROVIDER_ANSWER_INVALID', { details: { provider, problem: error.message } });
  }
}

class Unreadable extends Error {}

type Fields = Readonly<Record<string, unknown>>;

class PageReader {
  readonly #asked: AskedPage;
  readonly #items: ReadonlySet<string> | null;
  readonly #unasked = new Set<string>();

  constructor(asked: AskedPage) {
    this.#asked = asked;
    this.#items = asked.items === null ? null : new Set(asked.items);
  }

  read(value: unknown): ProviderPage {
    const { nodes, rightsChanged, pageInfo } = fieldsIn(value, 'the page');
    const { hasNextPage, endCursor } = fieldsIn(pageInfo, 'the end of the page');
    const { first, after } = this.#asked;
    const list = listIn(nodes, 'the changes');
    if (list.length > first) throw new Unreadable(`it holds ${list.length} changes where ${first} were asked for.`);
    if (typeof hasNextPage !== 'boolean') throw new Unreadable('it does not say whether there is more.');
    const cursor = textIn(endCursor, 'the cursor', MAX_CURSOR);
    // Whatever was read, the next page would be this one again, for ever.
    if (cursor === after && (hasNextPage || list.length > 0)) throw new Unreadable('its cursor does not advance.');
    const changes = new Map<string, ForeignChange>();
    for (const node of list) {
      const change = this.#change(fieldsIn(node, 'a change'));
      const key = `${change.item} ${change.recordId}`;
      changes.delete(key); // what comes last of a record counts
      changes.set(key, change);
    }
    return {
      changes: [...changes.values()],
      rightsChanged: listIn(rightsChanged, 'the items of changed rights').map((item) => this.#item(item)),
      hasNextPage,
      endCursor: cursor,
      unasked: [...this.#unasked],
    };
  }

  #change({ operation, item: code, recordId: id, version, subject, record }: Fields): ForeignChange {
    const key = {
      item: this.#item(code),
      recordId: textIn(id, 'the id of a record', MAX_CODE),
      version: versionIn(version),
    };
    if (operation === 'WITHDRAW') return { operation, ...key };
    if (operation !== 'UPSERT') throw new Unreadable('a change is neither an upsert nor a withdrawal.');
    // A later change says why.
    if (record === null || subject === null) return { operation: 'EMPTY', ...key };
    return this.#record(key, fieldsIn(subject, 'a subject'), fieldsIn(record, 'a record'));
  }

  #record(
    key: Pick<ForeignRecord, 'item' | 'recordId' | 'version'>,
    subject: Fields,
    // The change has told the rest already.
    { __typename, id: _, catalogueItem: __, ...record }: Fields,
  ): ForeignChange {
    const type = textIn(__typename, 'the type of a record', MAX_CODE);
    const renamed = this.#asked.renamed.get(type);
    if (renamed === undefined) {
      this.#unasked.add(type);
      return { operation: 'EMPTY', ...key };
    }
    const fields = renamed.size === 0 ? record : withNames(record, renamed);
    return {
      operation: 'UPSERT',
      ...key,
      type,
      state: stateIn(fields.state),
      decisionDate: dateIn(fields.decisionDate),
      publicityStartDate: dateOrNullIn(fields.publicityStartDate),
      publicityEndDate: dateOrNullIn(fields.publicityEndDate),
      subject: subjectIn(subject),
      fields: fields as Readonly<Record<string, JsonValue>>, // cast: it was parsed from JSON
    };
  }

  #item(value: unknown): string {
    const item = textIn(value, 'the code of an item', MAX_CODE);
    if (!ITEM.test(item)) throw new Unreadable('the code of an item is none.');
    if (this.#items?.has(item) === false) throw new Unreadable('it speaks of an item that was not asked for.');
    return item;
  }
}

/** Codes of items, as every catalogue writes them. */
const ITEM = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/;

function withNames(record: Fields, renamed: ReadonlyMap<string, string>): Fields {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [renamed.get(name) ?? name, value]));
}

function subjectIn({ id, name, uscc, area, identityNo }: Fields): ProviderSubject {
  const { code = null } = area == null ? {} : fieldsIn(area, 'the area of a subject');
  return {
    id: textIn(id, 'the id of a subject', MAX_CODE),
    name: textOrNullIn(name),
    uscc: textOrNullIn(uscc),
    areaCode: textOrNullIn(code),
    identityNo: textOrNullIn(identityNo),
  };
}

const STATES: readonly unknown[] = [
  'EFFECTIVE',
  'UNDER_OBJECTION',
  'REPAIRED',
  'EXPIRED',
  'WITHDRAWN',
] satisfies readonly RecordState[];

function stateIn(value: unknown): RecordState {
  if (!STATES.includes(value)) throw new Unreadable('the state of a record is none.');
  return value as RecordState; // cast: it is in the list
}

function dateIn(value: unknown): string {
  if (typeof value === 'string' && isIsoDate(value)) return value;
  throw new Unreadable('a date is none.');
}

function dateOrNullIn(value: unknown): string | null {
  return value == null ? null : dateIn(value);
}

function versionIn(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new Unreadable('the version of a record is none.');
}

function textIn(value: unknown, what: string, maxLength: number): string {
  if (typeof value === 'string' && value !== '' && value.length <= maxLength && isText(value)) return value;
  throw new Unreadable(`${what} is missing, too long, or no text.`);
}

/** Longest name or number of a subject. */
const MAX_NAME = 1_000;

function textOrNullIn(value: unknown): string | null {
  return value == null || value === '' ? null : textIn(value, 'a name or number of a subject', MAX_NAME);
}

/** Without a NUL or half of a surrogate pair, which stores would give back changed. */
function isText(value: string): boolean {
  return !/[\0\p{Cs}]/u.test(value);
}

function listIn(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Unreadable(`${what} are no list.`);
}

function fieldsIn(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields; // cast: an object has such
  throw new Unreadable(`${what} is missing, or no object.`);
}
