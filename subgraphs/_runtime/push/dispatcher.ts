import type { CoordinationStore } from '../../../storage/coordination/port.ts';
import type { RecordStore } from '../../../storage/port.ts';
import { type AttemptOutcome, attempted, isDue, newDelivery, settled } from './delivery-plan.ts';
import { type DepartmentNotice, noticesFor } from './department-notice.ts';
import type { WebhookRequest } from './send-webhook.ts';
import { type StoredWebhook, secretOf, toWebhook, WEBHOOK } from './webhook.ts';
import {
  type Delivery,
  deliveryCase,
  deliveryId,
  queueOf,
  type StoredDelivery,
  toDelivery,
} from './webhook-delivery.ts';
import { placeCase, placeIn } from './webhook-place.ts';
import { signedHeaders } from './webhook-signature.ts';

export interface DispatcherSetting {
  readonly store: CoordinationStore;
  /** Whose keys the secrets of webhooks are sealed with. */
  readonly keys: Pick<RecordStore, 'unseal'>;
  readonly send: (request: WebhookRequest) => Promise<AttemptOutcome>;
  /** Seconds to wait after the first, second, … failed attempt. */
  readonly waits: readonly number[];
  readonly now: () => Date;
  readonly log: (cause: unknown) => void;
}

/** Attempts to one webhook at a time. */
const CONCURRENCY = 4;

/** Events of the log, and deliveries, that are taken up together. */
const BATCH = 50;

/** Deliveries to one webhook that wait for their next attempt, at most; what comes behind them waits in the log. */
const MOST_WAITING = 200;

/** Webhooks of all departments that are looked at together. */
const PAGE = 100;

/**
 * Sends departments what concerns them. Everything that has to survive lies in the store: how far the log was read for a webhook,
 * and each delivery from before its first attempt on. Several processes may do this at once: to save the beginning of an attempt is
 * to have it. What a process was cut off from is sent again, with the same id.
 */
export class Dispatcher {
  readonly #setting: DispatcherSetting;
  readonly #busy = new Map<string, Promise<void>>();
  #isStopping = false;

  constructor(setting: DispatcherSetting) {
    this.#setting = setting;
  }

  /** Sets to work for every webhook that is not being worked for. Resolves when all have been looked at. */
  async round(): Promise<void> {
    for await (const webhook of this.#activeWebhooks()) {
      if (this.#isStopping) return;
      if (this.#busy.has(webhook.id)) continue;
      const work = this.#serve(webhook)
        .catch(this.#setting.log)
        .finally(() => this.#busy.delete(webhook.id));
      this.#busy.set(webhook.id, work);
    }
  }

  /** Resolves when there is nothing to do at the moment. */
  async settled(): Promise<void> {
    await Promise.all(this.#busy.values());
  }

  /** Begins no attempt any more, and waits for those under way. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.settled();
  }

  async *#activeWebhooks(): AsyncGenerator<StoredWebhook> {
    let after: { readonly since: string; readonly caseId: string; readonly ref: string } | undefined;
    for (;;) {
      const page = await this.#setting.store.desk({
        kind: WEBHOOK,
        states: ['ACTIVE'],
        first: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const { entry, case: held } of page.items) {
        after = { since: entry.since, caseId: held.id, ref: entry.ref };
        yield toWebhook(held);
      }
      if (!page.hasNextPage) return;
    }
  }

  async #serve(webhook: StoredWebhook): Promise<void> {
    const waiting = await this.#waiting(webhook);
    const now = this.#setting.now();
    const due = waiting.filter((delivery) => isDue(delivery, now)).slice(0, BATCH);
    await inParallel(due, (delivery) => this.#attempt(webhook, delivery));
    if (waiting.length < MOST_WAITING) await this.#sendNews(webhook);
  }

  async #waiting({ id, department }: StoredWebhook): Promise<readonly StoredDelivery[]> {
    const query = { kind: queueOf(id), department, states: ['WAITING'], first: MOST_WAITING } as const;
    return (await this.#setting.store.desk(query)).items.map(({ case: held }) => toDelivery(held));
  }

  /** Takes up what the log has behind the place up to which it was read for the webhook. */
  async #sendNews(webhook: StoredWebhook): Promise<void> {
    const { store, now } = this.#setting;
    const { id, department, from } = webhook;
    const read = await placeIn(store, id);
    const after = read?.place ?? from;
    const { entries, upTo } = await store.log({ after, department, first: BATCH });
    if (upTo === after) return;
    const news = entries.flatMap((entry) => noticesFor(department, entry));
    const isAllTaken = await inParallel(news, (notice) => this.#open(webhook, notice));
    if (isAllTaken && news.length > 0) await store.save(placeCase(id, read, upTo, now()));
  }

  /** Where it was opened before, by another process or before a crash, it is in the queue already. */
  async #open(webhook: StoredWebhook, notice: DepartmentNotice): Promise<boolean> {
    if (!(await this.#isActive(webhook))) return false;
    const now = this.#setting.now();
    const delivery = attempted(newDelivery(webhook.id, webhook.department, notice, now), now);
    const begun = await this.#save(deliveryId(webhook.id, notice), null, delivery, 'OPENED');
    if (begun !== null) await this.#send(webhook, begun);
    return true;
  }

  async #attempt(webhook: StoredWebhook, delivery: StoredDelivery): Promise<boolean> {
    if (!(await this.#isActive(webhook))) return false;
    const begun = await this.#save(delivery.id, delivery, attempted(delivery, this.#setting.now()), 'ATTEMPTED');
    if (begun !== null) await this.#send(webhook, begun);
    return true;
  }

  async #send(webhook: StoredWebhook, delivery: StoredDelivery): Promise<void> {
    const { keys, send, waits, now } = this.#setting;
    const { id, notice, department } = delivery;
    const { what: type, about, at } = notice;
    const body = JSON.stringify({ type, timestamp: at, data: { about, department } });
    const timestamp = Math.floor(now().getTime() / 1000);
    const headers = signedHeaders(secretOf(webhook, keys), { id, timestamp, body });
    const outcome = await send({ url: webhook.url, headers, body });
    const next = settled(delivery, outcome, waits, Math.random(), now());
    await this.#save(id, delivery, next, EVENTS[next.state]);
  }

  /** Null where somebody else has saved something meanwhile. */
  async #save(
    id: string,
    before: StoredDelivery | null,
    delivery: Delivery,
    what: 'OPENED' | 'ATTEMPTED' | (typeof EVENTS)[Delivery['state']],
  ): Promise<StoredDelivery | null> {
    const version = deliveryCase(id, before, delivery, { what, by: null }, this.#setting.now());
    return (await this.#setting.store.save(version)) ? toDelivery(version) : null;
  }

  /** An officer may have paused or removed it a moment ago. */
  async #isActive({ id }: StoredWebhook): Promise<boolean> {
    if (this.#isStopping) return false;
    const held = await this.#setting.store.case(id);
    return held !== null && toWebhook(held).state === 'ACTIVE';
  }
}

const EVENTS = { WAITING: 'FAILED', DELIVERED: 'DELIVERED', DEAD: 'DEAD' } as const;

/**
 * Some at a time, in order; false where one says that it is not the time to go on. Where one fails nothing more is begun, and what is
 * under way is waited for.
 */
async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<boolean>): Promise<boolean> {
  const rest = items.values();
  let goesOn = true;
  const worker = async () => {
    for (const item of rest) {
      if (!goesOn) return;
      try {
        goesOn = (await work(item)) && goesOn;
      } catch (error) {
        goesOn = false;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: CONCURRENCY }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return goesOn;
}
