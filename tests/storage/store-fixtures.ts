import { KeyRing } from '../../storage/key-ring.ts';
import type { HubStore, JournalEntry, RecordChange, RecordContent, StoreAdapter, Subject } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';

/** An empty place that adapters can share; it is removed when it is disposed. */
export interface StorePlace extends AsyncDisposable {
  readonly keys: KeyRing;
  /** An adapter of this place, with the keys of the place unless others are given. */
  adapter(keys?: KeyRing): StoreAdapter;
}

export type MakePlace = () => Promise<StorePlace>;

/** A place with an open store. */
export interface OpenPlace extends AsyncDisposable {
  readonly place: StorePlace;
  readonly store: HubStore;
  /** Another store on the same place, as another process would open it. */
  openAnother(): Promise<HubStore>;
}

export async function openPlace(makePlace: MakePlace): Promise<OpenPlace> {
  const place = await makePlace();
  const stores: HubStore[] = [];
  const openAnother = async () => {
    const store = await place.adapter().open();
    stores.push(store);
    return store;
  };
  const store = await openAnother();
  return {
    place,
    store,
    openAnother,
    async [Symbol.asyncDispose]() {
      for (const each of stores) await each.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

export function newKeys(): KeyRing {
  return new KeyRing(KeyRing.generate());
}

export const DEPARTMENT = 'market';
export const TYPE = 'AdminPenalty';

/** What a test says about a record; the rest is filled in. */
export type RecordSketch = Partial<RecordContent> & {
  readonly key: string;
  readonly operation?: RecordChange['operation'];
  readonly reason?: RecordChange['reason'];
  readonly reportedAt?: string;
};

export function change(sketch: RecordSketch): RecordChange {
  const { key, operation = 'UPSERT', reason = 'REPORTED', reportedAt = '2026-03-02T01:00:00Z', ...content } = sketch;
  const type = content.type ?? TYPE;
  return {
    id: recordId(type, [key]),
    operation,
    reason,
    reportedAt,
    content: {
      type,
      subjectId: 'o.1',
      subjectKind: 'ORGANIZATION',
      state: 'EFFECTIVE',
      documentNo: `No. ${key}`,
      decidingOrgCode: '11451100MB0X1234X5',
      decisionDate: '2026-02-01',
      publicityStartDate: '2026-02-10',
      publicityEndDate: '2029-02-10',
      fields: { fact: '未按规定公示', amount: '200.00' },
      sealed: {},
      ...content,
    },
  };
}

export function idOf(key: string, type = TYPE): string {
  return recordId(type, [key]);
}

export function subject(sketch: Partial<Subject> & { readonly id: string }): Subject {
  return {
    kind: 'ORGANIZATION',
    name: `贺州市${sketch.id}有限公司`,
    uscc: null,
    areaCode: '451102',
    formerNumbers: [],
    sealed: {},
    ...sketch,
  };
}

/** The whole journal, in pages of this size. */
export async function wholeJournal(store: HubStore, department = DEPARTMENT, pageSize = 100): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await store.journal(department, entries.at(-1)?.seq ?? 0, pageSize);
    if (page.length === 0) return entries;
    entries.push(...page);
  }
}

/** The numbers from 1 to n. */
export function upTo(n: number): readonly number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}

/** Order of the texts' UTF-8 bytes. */
export function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
