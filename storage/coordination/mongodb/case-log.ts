import { CALL } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import type { LogEntry, LogPage, LogQuery, Notice } from '../port.ts';
import type { Collections, LogDocument, VersionDocument } from './collections.ts';

/** Events of one document; readers count on it, so that it may never become smaller. */
const MOST_TOGETHER = 200;

/**
 * The order in which events were saved. A version that was saved says that it is not in the log until it is; whoever saves one, and
 * whoever reads the log, brings in all that are left, so that nothing is lost where a writer was cut off. Two who do it at once may
 * bring an event in twice. A document is inserted only behind the last one: there are no gaps, and whoever has seen a place has all
 * before it to see.
 */
export class CaseLog {
  readonly #collections: Pick<Collections, 'log' | 'versions'>;
  #underWay: Promise<void> | undefined;

  constructor(collections: Pick<Collections, 'log' | 'versions'>) {
    this.#collections = collections;
  }

  /** Brings in what was saved before the call. Calls that come together share the work. */
  async bringIn(): Promise<void> {
    await this.#underWay?.catch(() => undefined); // it may have looked before
    this.#underWay ??= this.#bringInAll().finally(() => {
      this.#underWay = undefined;
    });
    await this.#underWay;
  }

  async page({ after, department, first }: LogQuery): Promise<LogPage> {
    await this.bringIn();
    // First how far the log goes: what is found up to there cannot have been overtaken by what is further on.
    const head = await this.#head();
    const entries: LogEntry[] = [];
    for await (const document of this.#documents(after, head, department)) {
      const own = entriesOf(document).filter(({ place, notices }) => place > after && concerns(notices, department));
      entries.push(...own);
      if (entries.length > first) break;
    }
    const hasNextPage = entries.length > first;
    const page = entries.slice(0, first);
    return { entries: page, hasNextPage, upTo: hasNextPage ? (page.at(-1)?.place ?? after) : Math.max(after, head) };
  }

  async #bringInAll(): Promise<void> {
    for (;;) {
      const left = await this.#collections.versions
        .find({ unlogged: true }, { ...CALL, projection: { text: 0, event: 0 }, limit: MOST_TOGETHER })
        .toArray();
      if (left.length === 0) return;
      await this.#append(left.toSorted(byTime));
      const ids = left.map(({ _id }) => _id);
      await this.#collections.versions.updateMany({ _id: { $in: ids } }, { $unset: { unlogged: '' } }, CALL);
      if (left.length < MOST_TOGETHER) return;
    }
  }

  async #append(versions: readonly VersionDocument[]): Promise<void> {
    const entries = versions.map(({ caseId, kind, version, at, openedAt, notices }) => {
      return { caseId, kind, version, at, openedAt, notices: JSON.parse(notices) as Notice[] }; // cast: written by save
    });
    const departments = [...new Set(entries.flatMap(({ notices }) => notices.map(({ department }) => department)))];
    for (;;) {
      const _id = (await this.#head()) + 1;
      const document = { _id, last: _id + entries.length - 1, departments, entries: JSON.stringify(entries) };
      if (await insertOnce(this.#collections.log, document)) return;
    }
  }

  async #head(): Promise<number> {
    const options = { ...CALL, sort: { _id: -1 }, projection: { last: 1 } } as const;
    return (await this.#collections.log.findOne({}, options))?.last ?? 0;
  }

  #documents(after: number, head: number, department: string | undefined) {
    const places = { _id: { $gt: after - MOST_TOGETHER, $lte: head }, last: { $gt: after } };
    const query = department === undefined ? places : { ...places, departments: department };
    return this.#collections.log.find(query, { ...CALL, sort: { _id: 1 } });
  }
}

function entriesOf({ _id, entries }: LogDocument): readonly LogEntry[] {
  const parsed = JSON.parse(entries) as readonly Omit<LogEntry, 'place'>[]; // cast: written above only
  return parsed.map((entry, index) => ({ place: _id + index, ...entry }));
}

function concerns(notices: readonly Notice[], department: string | undefined): boolean {
  return department === undefined || notices.some((notice) => notice.department === department);
}

/** Of one case in the order of its versions, whatever clocks say. */
function byTime(one: VersionDocument, other: VersionDocument): number {
  if (one.caseId === other.caseId) return one.version - other.version;
  return one.at < other.at ? -1 : Number(one.at > other.at);
}
