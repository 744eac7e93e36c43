import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { HubError } from '../../schema/errors.ts';
import type { PullState, ReceivedStore } from '../../storage/received/port.ts';
import { AdvanceGuard } from './advance-guard.ts';
import type { LocalSubjects } from './local-subjects.ts';
import { type Provider, refusal } from './provider.ts';
import type { ProviderCatalogue } from './provider-catalogue.ts';
import { afterPage, type Feed, loadedAfresh, nextFeed, type Step, withItemLoads } from './pull-course.ts';
import { type ProviderPage, readPage } from './read-page.ts';
import { receivedChanges } from './received-changes.ts';

/** What a pull works with. */
export interface PullParts {
  readonly provider: Provider;
  readonly catalogue: ProviderCatalogue;
  readonly received: ReceivedStore;
  readonly subjects: LocalSubjects;
  /** Most changes of a page. */
  readonly first: number;
  readonly now: () => Date;
  /** Stops the pull once the page in hand is taken. */
  readonly signal: AbortSignal;
  readonly onPage?: (changes: number) => unknown;
  /** Most empty pages in a row that are believed. */
  readonly maxEmptyPages?: number;
}

/** How far behind the provider says that the pull is. */
export interface Lag {
  /** Journal entries; null where it does not say. */
  readonly entries: number | null;
}

/** How changes are asked for: as a long stream, or in a question of the graph, which costs less for the few of a moment. */
type Way = 'export' | 'graph';

/** Refusals with which a cursor has ended, and that a fresh load answers. */
const ENDED: readonly string[] = ['CURSOR_STALE', 'CURSOR_EXPIRED'];

/** Pauses between questions that found nothing, in milliseconds: a change is here within the longest and one question. */
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 400;
const PAUSE_GROWTH = 1.5;

/** An acknowledgement is a request of its own: no more than one in this time, in milliseconds. */
const ACKNOWLEDGE_MS = 1_000;

/** A page that was asked for. */
interface Asked {
  readonly feed: Feed;
  /** Null where the cursor has ended. */
  readonly page: Promise<ProviderPage | null>;
}

/**
 * Pulls one origin: each page and the cursor behind it are kept as one, and the next page is asked for while the last one is
 * written.
 */
export class Pull {
  readonly #parts: PullParts;
  readonly #guard: AdvanceGuard;
  #state: PullState;
  #hasExport = true;
  #acknowledged: string | null = null;
  #acknowledgedAt = 0;

  /** @param state of the origin as the store has it, or a new one */
  constructor(state: PullState, parts: PullParts) {
    this.#state = state;
    this.#parts = parts;
    this.#guard = new AdvanceGuard(parts.maxEmptyPages);
  }

  get state(): PullState {
    return this.#state;
  }

  /**
   * Pulls until the provider has no more. False where it was stopped before that.
   *
   * @param first how the first page is asked for
   */
  async catchUp(first: Way = 'export'): Promise<boolean> {
    let asked = this.#ask(nextFeed(this.#state), first);
    try {
      for (;;) {
        const { feed } = asked;
        const page = await asked.page;
        if (page === null) {
          this.#state = feed.load === null ? loadedAfresh(this.#state) : withItemLoads(this.#state, [feed.load.item]);
          asked = this.#ask(nextFeed(this.#state));
          continue;
        }
        this.#refuseIdling(page);
        const step = afterPage(this.#state, feed, page, this.#parts.now().toISOString());
        if (step.hasNextPage) asked = this.#ask(nextFeed(step.state));
        await this.#take(page, feed, step);
        if (this.#parts.signal.aborted) return false;
        if (page.rightsChanged.length > 0) await this.#parts.catalogue.renew();
        if (step.hasNextPage) continue;
        if (feed.load === null && this.#state.itemLoads.length === 0) return true;
        asked = this.#ask(nextFeed(this.#state));
      }
    } catch (error) {
      if (this.#parts.signal.aborted) return false;
      throw error;
    } finally {
      asked.page.catch(() => undefined); // asked for in advance, and nobody takes it any more
    }
  }

  /** Pulls on until it is stopped, or for so long. A change of the provider's is here within a second. */
  async follow(forMs = Number.POSITIVE_INFINITY): Promise<void> {
    const { signal } = this.#parts;
    const end = performance.now() + forMs;
    for (let pauseMs = SHORTEST_PAUSE_MS; !signal.aborted && performance.now() < end; ) {
      const before = this.#state.page;
      await this.catchUp('graph');
      await this.acknowledge(ACKNOWLEDGE_MS);
      pauseMs = this.#state.page === before ? Math.min(pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS) : SHORTEST_PAUSE_MS;
      await wait(pauseMs * (0.8 + 0.2 * Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Loads items afresh. */
  async loadAgain(items: readonly string[]): Promise<void> {
    const at = this.#parts.now().toISOString();
    const state = { ...withItemLoads(this.#state, items), page: this.#state.page + 1, at };
    await this.#parts.received.takePage({ changes: [], sweep: null, state });
    this.#state = state;
  }

  /**
   * Says how far it is, where that is news; no sooner than `afterMs` since the last time. How far it is behind; null where it did
   * not ask.
   */
  async acknowledge(afterMs = 0): Promise<Lag | null> {
    const { cursor } = this.#state;
    const isNews = cursor !== null && cursor !== this.#acknowledged && this.#state.loading === null;
    if (!isNews || performance.now() - this.#acknowledgedAt < afterMs || this.#parts.signal.aborted) return null;
    this.#acknowledgedAt = performance.now();
    const answer = await this.#parts.provider.ask(ACKNOWLEDGE, { cursor }).catch((error: unknown) => {
      if (this.#parts.signal.aborted) return null;
      throw error;
    });
    if (answer === null || answer.kind === 'refused') return null; // where it was refused, the next page says why
    this.#acknowledged = cursor;
    const { entriesBehind } = (answer.data.acknowledgeChanges ?? {}) as { entriesBehind?: unknown };
    return { entries: typeof entriesBehind === 'number' ? entriesBehind : null };
  }

  #ask(feed: Feed, way: Way = 'export'): Asked {
    const page = this.#page(feed, way);
    page.catch(() => undefined); // it is awaited later, and must not end the process before
    return { feed, page };
  }

  /** Null where the cursor has ended. */
  async #page(feed: Feed, way: Way): Promise<ProviderPage | null> {
    if (way === 'graph' || !this.#hasExport) return this.#pageOfGraph(feed);
    const { provider, first } = this.#parts;
    const { after, items } = feed;
    const answer = await provider.exported({ after, first, items });
    this.#hasExport = answer !== null;
    if (answer === null) return this.#pageOfGraph(feed);
    if (answer.kind === 'refused') return this.#ended(feed, answer.code);
    return this.#pageOfExport(answer.changes, feed);
  }

  /** All that is open has come, whatever it was asked for. */
  async #pageOfExport(changes: unknown, { after, items }: Feed): Promise<ProviderPage> {
    const { provider, catalogue, first } = this.#parts;
    for (;;) {
      const page = readPage(changes, { renamed: catalogue.query.unrenamed, after, first, items }, provider.address);
      if (page.unasked.length === 0) return page;
      this.#askAlso(page.unasked);
    }
  }

  async #pageOfGraph(feed: Feed): Promise<ProviderPage | null> {
    const { provider, catalogue, first } = this.#parts;
    const { after, items } = feed;
    for (;;) {
      const { text, renamed } = catalogue.query;
      const answer = await provider.ask(text, { after, first, items });
      if (answer.kind === 'refused') {
        if (answer.code === OUTDATED && (await catalogue.renew())) continue;
        return this.#ended(feed, answer.code);
      }
      const { changes } = answer.data;
      if (changes === null) return this.#ended(feed, 'NOT_ALLOWED');
      const page = readPage(changes, { renamed, after, first, items }, provider.address);
      if (page.unasked.length === 0) return page;
      this.#askAlso(page.unasked);
    }
  }

  /** Null where it is the cursor that has ended. */
  #ended({ after }: Feed, code: string): null {
    if (after !== null && ENDED.includes(code)) return null;
    throw refusal(this.#parts.provider.address, code, REFUSALS[code] ?? 'see its log for why.');
  }

  #askAlso(types: readonly string[]): void {
    const { catalogue, provider } = this.#parts;
    if (!catalogue.askAlso(types)) throw invalid(provider.address, 'it sends records of types that it does not have.');
  }

  async #take(page: ProviderPage, feed: Feed, { state, sweep }: Step): Promise<void> {
    const { received, subjects, now, onPage } = this.#parts;
    const isNothing = page.changes.length === 0 && page.endCursor === feed.after && page.rightsChanged.length === 0;
    if (isNothing && sweep === null) return;
    await turn(); // what was asked for leaves before the store is written
    const foreign = page.changes.flatMap((change) => (change.operation === 'UPSERT' ? [change.subject] : []));
    const changes = receivedChanges(page.changes, await subjects.of(foreign, now()));
    await received.takePage({ changes, sweep, state });
    this.#state = state;
    onPage?.(changes.length);
  }

  #refuseIdling(page: ProviderPage): void {
    const problem = this.#guard.problem(page);
    if (problem !== null) throw invalid(this.#parts.provider.address, problem);
  }
}

const ACKNOWLEDGE = 'mutation ($cursor: String!) { acknowledgeChanges(cursor: $cursor) { entriesBehind } }';

/** The question no longer fits the schema. */
const OUTDATED = 'GRAPHQL_VALIDATION_FAILED';

const NO_PULLER = 'it gives changes to platforms that it knows only.';

/** What to do about refusals. */
const REFUSALS: Readonly<Record<string, string>> = {
  NOT_ALLOWED: NO_PULLER,
  EXPORT_REFUSED: NO_PULLER,
  CURSOR_FOREIGN:
    'the cursor was given to another platform, or for other items. Pull with the token and the items of before, or begin with --again.',
  INVALID_CURSOR: 'the cursor is not one of its own. Where it is another hub than before, begin with --again.',
  INVALID_ARGUMENT: 'it does not have all the items that were asked for. See its catalogue.',
  LIMIT_EXCEEDED: 'the question is larger than what it answers. Ask for less with --first or --items.',
};

function invalid(provider: string, problem: string): HubError {
  return new HubError('PROVIDER_ANSWER_INVALID', { details: { provider, problem } });
}
