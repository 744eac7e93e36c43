import { CALL } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import { caseText, parseCase, parseEvent } from '../case-text.ts';
import { noticesOf } from '../notices-of.ts';
import type {
  CaseEvent,
  CasePage,
  CaseVersion,
  DeskEntry,
  HistoryPage,
  HistoryQuery,
  StoredCase,
  SubjectCaseQuery,
} from '../port.ts';
import type { CaseColumns, Collections, DeskDocument, HeadDocument, VersionDocument } from './collections.ts';

/**
 * Cases and their events.
 *
 * Not every server changes a document only where it still is as the filter says, so the insertion of a version under the next
 * number is what saves it: it is free for one writer only. Then it is put where it is looked for, which may be done any number of
 * times and by anyone. Whoever reads a case looks whether there is a version behind it that a writer was cut off from putting, or
 * that a slow one has put an older one over, and puts it.
 */
export class CaseCollection {
  readonly #collections: Collections;
  readonly #place: string;

  constructor(collections: Collections, place: string) {
    this.#collections = collections;
    this.#place = place;
  }

  async save(version: CaseVersion): Promise<boolean> {
    const before = version.version === 1 ? null : await this.#columns(version.id);
    if ((before?.version ?? 0) !== version.version - 1) return false;
    const document = versionDocument(version);
    const isFirst = await insertOnce(this.#collections.versions, document);
    if (isFirst) await this.#put(document, before);
    return isFirst;
  }

  async byId(id: string): Promise<StoredCase | null> {
    const columns = await this.#columns(id);
    return columns === null ? null : this.#toCase(id, columns);
  }

  async timeline(id: string): Promise<readonly CaseEvent[]> {
    return (await this.#eventsOf([id])).get(id) ?? [];
  }

  async ofSubjects(kind: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredCase[]>> {
    const sort = { openedAt: -1, _id: -1 } as const;
    const found = await this.#collections.heads
      .find({ subjects: { $in: [...subjectIds] }, kind }, { ...CALL, sort })
      .toArray();
    const cases = await this.#cases(found);
    const bySubject = new Map<string, StoredCase[]>();
    for (const id of new Set(subjectIds)) {
      const own = cases.filter(({ subjects }) => subjects.includes(id));
      if (own.length > 0) bySubject.set(id, own);
    }
    return bySubject;
  }

  async page({ kind, subjectId, first, after }: SubjectCaseQuery): Promise<CasePage> {
    const before = after && {
      $or: [{ openedAt: { $lt: after.openedAt } }, { openedAt: after.openedAt, _id: { $lt: after.id } }],
    };
    const options = { ...CALL, sort: { openedAt: -1, _id: -1 }, limit: first + 1 } as const;
    const found = await this.#collections.heads.find({ subjects: subjectId, kind, ...before }, options).toArray();
    return { cases: await this.#cases(found.slice(0, first)), hasNextPage: found.length > first };
  }

  async histories({ from, before, first, after }: HistoryQuery): Promise<HistoryPage> {
    const range = { openedAt: { $gte: from, $lt: before } };
    const behind = after && {
      $or: [{ openedAt: { $gt: after.openedAt } }, { openedAt: after.openedAt, _id: { $gt: after.id } }],
    };
    const options = { ...CALL, sort: { openedAt: 1, _id: 1 }, limit: first + 1 } as const;
    const found = await this.#collections.heads.find({ $and: [range, ...(behind ? [behind] : [])] }, options).toArray();
    const cases = await this.#cases(found.slice(0, first));
    const events = await this.#eventsOf(cases.map(({ id }) => id));
    const histories = cases.map((held) => ({ case: held, events: events.get(held.id) ?? [] }));
    return { histories, hasNextPage: found.length > first };
  }

  async headsOf(ids: readonly string[]): Promise<ReadonlyMap<string, StoredCase>> {
    const found = await this.#collections.heads.find({ _id: { $in: [...new Set(ids)] } }, CALL).toArray();
    return new Map((await this.#cases(found)).map((one) => [one.id, one]));
  }

  async #eventsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly CaseEvent[]>> {
    const projection = { caseId: 1, version: 1, at: 1, event: 1 } as const;
    const documents = await this.#collections.versions
      .find({ caseId: { $in: [...ids] } }, { ...CALL, sort: { caseId: 1, version: 1 }, projection })
      .toArray();
    const byCase = new Map<string, CaseEvent[]>();
    for (const { caseId, version, at, event } of documents) {
      const events = byCase.get(caseId) ?? [];
      byCase.set(caseId, events);
      events.push({ version, at, event: parseEvent(event, this.#place) });
    }
    return byCase;
  }

  /** The cases of these heads as they are. */
  async #cases(heads: readonly HeadDocument[]): Promise<readonly StoredCase[]> {
    if (heads.length === 0) return [];
    const behind = await this.#collections.versions
      .find({ _id: { $in: heads.map(({ _id, version }) => keyOf(_id, version + 1)) } }, CALL)
      .toArray();
    const later = new Map(behind.map((document) => [document.caseId, document]));
    return Promise.all(
      heads.map(async (head) => {
        const next = later.get(head._id);
        return this.#toCase(head._id, next === undefined ? head : await this.#catchUp(next, head));
      }),
    );
  }

  /** What the last event left, put where it is looked for; null where there is no such case. */
  async #columns(id: string): Promise<CaseColumns | null> {
    const head = await this.#collections.heads.findOne({ _id: id }, CALL);
    const next = await this.#collections.versions.findOne({ _id: keyOf(id, (head?.version ?? 0) + 1) }, CALL);
    return next === null ? head : this.#catchUp(next, head);
  }

  /** Puts the last version behind the head: this one, or one behind that. */
  async #catchUp(next: VersionDocument, head: HeadDocument | null): Promise<VersionDocument> {
    let last = next;
    for (;;) {
      const later = await this.#collections.versions.findOne({ _id: keyOf(last.caseId, last.version + 1) }, CALL);
      if (later === null) break;
      last = later;
    }
    await this.#put(last, last === next ? head : null);
    return last;
  }

  /**
   * Puts a version where it is looked for.
   *
   * @param before the version before it, all of which is put: then only what differs is; null for whatever it was
   */
  async #put(
    { _id, caseId, at, event, notices, unlogged, ...columns }: VersionDocument,
    before: CaseColumns | null,
  ): Promise<void> {
    const { heads } = this.#collections;
    const { version } = columns;
    const known = new Map((before === null ? [] : this.#desksOf(before)).map((entry) => [entry.ref, entry]));
    await Promise.all(
      this.#desksOf(columns)
        .filter((entry) => JSON.stringify(entry) !== JSON.stringify(known.get(entry.ref)))
        .map((entry) => this.#putEntry({ _id: `${caseId}/${entry.ref}`, caseId, version, ...entry })),
    );
    // The head comes last: whoever finds it finds all of it.
    if (version === 1 && (await insertOnce(heads, { _id: caseId, ...columns }))) return;
    if ((await heads.replaceOne({ _id: caseId, version: { $lt: version } }, columns, CALL)).matchedCount > 0) return;
    await insertOnce(heads, { _id: caseId, ...columns });
  }

  async #putEntry(entry: DeskDocument): Promise<void> {
    const { desks } = this.#collections;
    if (await insertOnce(desks, entry)) return;
    await desks.replaceOne({ _id: entry._id, version: { $lt: entry.version } }, entry, CALL);
  }

  #desksOf({ text }: CaseColumns): readonly DeskEntry[] {
    return parseCase(text, this.#place).desks;
  }

  #toCase(id: string, { kind, version, openedAt, subjects, text }: CaseColumns): StoredCase {
    return { id, kind, version, openedAt, subjects, ...parseCase(text, this.#place) };
  }
}

function versionDocument(version: CaseVersion): VersionDocument {
  const { id, kind, version: number, openedAt, subjects, at, event } = version;
  return {
    _id: keyOf(id, number),
    caseId: id,
    at,
    event: JSON.stringify(event),
    notices: JSON.stringify(noticesOf(version)),
    unlogged: true,
    kind,
    version: number,
    openedAt,
    subjects,
    text: caseText(version),
  };
}

function keyOf(id: string, version: number): string {
  return `${id}/${version}`;
}
