import { CALL, isDuplicateKey } from '../../mongodb/connection.ts';
import type { AuditFigure } from '../port.ts';
import { hourOf, hoursOfDay, type Usage, type UsageKind } from '../usage.ts';
import { type TrailCollections, type UsageDocument, usageKey } from './trail-collections.ts';

/** Counters of requests by agreement and caller, one document for each hour. */
export class UsageCounters {
  readonly #usage: TrailCollections['usage'];

  constructor(usage: TrailCollections['usage']) {
    this.#usage = usage;
  }

  /** Counts a commit; once only, however often it is asked, and by whomever. */
  async add(usage: readonly Usage[], firstSeq: number, lastSeq: number): Promise<void> {
    const operations = usage.map(({ kind, key, hour, requests, subjects, lastAt }) => ({
      updateOne: {
        filter: { _id: usageKey(kind, hour, key), upTo: { $lt: firstSeq } },
        update: {
          $inc: { requests, subjects },
          $max: { lastAt },
          $set: { kind, key, upTo: lastSeq },
        },
        upsert: true,
      },
    }));
    try {
      await this.#usage.bulkWrite(operations, { ...CALL, ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // a counter that has these entries is not found, so it is inserted again
    }
  }

  async uses(agreement: string, day: string): Promise<number> {
    const { from, until } = hoursOfDay(day);
    const keys = hoursBetween(from, until).map((hour) => usageKey('agreement', hour, agreement));
    const found = await this.#usage.find({ _id: { $in: keys } }, CALL).toArray();
    return found.reduce((sum, { requests }) => sum + requests, 0);
  }

  /** Most requests first. */
  async figures(by: UsageKind, since: string): Promise<readonly AuditFigure[]> {
    const range = { $gte: usageKey(by, hourOf(since), ''), $lt: usageKey(by, '9999-99-99T99', '') };
    const figures = new Map<string, AuditFigure>();
    for await (const counter of this.#usage.find({ _id: range }, CALL)) {
      figures.set(counter.key, sum(figures.get(counter.key), counter));
    }
    return [...figures.values()].sort(
      (left, right) => right.requests - left.requests || Buffer.from(left.key).compare(Buffer.from(right.key)),
    );
  }
}

function sum(known: AuditFigure | undefined, { key, requests, subjects, lastAt }: UsageDocument): AuditFigure {
  if (known === undefined) return { key, requests, subjects, lastAt };
  return {
    key,
    requests: known.requests + requests,
    subjects: known.subjects + subjects,
    lastAt: known.lastAt > lastAt ? known.lastAt : lastAt,
  };
}

function hoursBetween(from: string, until: string): readonly string[] {
  const hours: string[] = [];
  for (let at = Date.parse(`${from}:00:00Z`); at < Date.parse(`${until}:00:00Z`); at += 3_600_000) {
    hours.push(hourOf(new Date(at).toISOString()));
  }
  return hours;
}
