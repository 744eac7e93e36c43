import { randomUUID } from 'node:crypto';
import { CONFLICT, invalid, NOT_FOUND, notAllowed, type Problem } from '../_runtime/problem.ts';
import { newDelivery, replayed } from '../_runtime/push/delivery-plan.ts';
import { endOfLog } from '../_runtime/push/department-notice.ts';
import {
  type StoredWebhook,
  sealSecret,
  toWebhook,
  type Webhook,
  type WebhookEvent,
  type WebhookState,
  webhookCase,
} from '../_runtime/push/webhook.ts';
import { PUBLIC_ADDRESSES, urlProblem } from '../_runtime/push/webhook-address.ts';
import {
  deliveryCase,
  deliveryId,
  queueOf,
  type StoredDelivery,
  toDelivery,
} from '../_runtime/push/webhook-delivery.ts';
import { newSecret } from '../_runtime/push/webhook-signature.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';
import { keptDepartment, MOST_WEBHOOKS, ownDelivery, ownWebhook, webhooksOf } from './webhook-book.ts';

interface WebhookChange {
  readonly webhook: StoredWebhook | null;
  /** Told once, when it is made. */
  readonly secret: string | null;
  readonly problems: readonly Problem[];
}

interface DeliveryChange {
  readonly deliveries: readonly StoredDelivery[];
  readonly problems: readonly Problem[];
}

/** What officers of a department do about where its applications are told of what concerns it. */
export const webhookMutations = {
  registerWebhook: (_: unknown, { url }: { url: string }, context: SubgraphContext) => register(url, context),
  pauseWebhook: (_: unknown, { id }: { id: string }, context: SubgraphContext) => change(id, 'PAUSED', context),
  resumeWebhook: (_: unknown, { id }: { id: string }, context: SubgraphContext) => change(id, 'RESUMED', context),
  removeWebhook: async (_: unknown, { id }: { id: string }, context: SubgraphContext) => {
    const changed = await change(id, 'REMOVED', context);
    return { ...changed, webhook: null };
  },
} satisfies Record<string, FieldResolver>;

export const deliveryMutations = {
  testWebhook: (_: unknown, { id }: { id: string }, context: SubgraphContext) => test(id, context),
  replayWebhookDelivery: (_: unknown, { id }: { id: string }, context: SubgraphContext) => replayOne(id, context),
  replayDeadLetters: (_: unknown, { webhook }: { webhook: string }, context: SubgraphContext) =>
    replayAll(webhook, context),
} satisfies Record<string, FieldResolver>;

async function register(url: string, context: SubgraphContext): Promise<WebhookChange> {
  const department = keptDepartment(context);
  if (department === null) return refused(NOT_AN_OFFICER);
  const { store, webhooks: rules = PUBLIC_ADDRESSES } = coordinationOf(context);
  const problem = urlProblem(url, rules);
  if (problem !== null) return refused(invalid('url', problem));
  if ((await webhooksOf(department, context)).length >= MOST_WEBHOOKS) return refused(TOO_MANY);
  const id = `webhook-${randomUUID()}`;
  const secret = newSecret();
  const webhook: Webhook = {
    department,
    url,
    state: 'ACTIVE',
    registeredBy: context.passport.caller.id,
    from: await endOfLog(store),
    sealed: sealSecret(id, secret, context.store),
  };
  const version = webhookCase(id, null, webhook, eventOf('REGISTERED', context), context.now);
  await store.save(version);
  return { webhook: toWebhook(version), secret, problems: [] };
}

/** States after each step; it may be taken twice. */
const AFTER = { PAUSED: 'PAUSED', RESUMED: 'ACTIVE', REMOVED: 'REMOVED' } as const satisfies Partial<
  Record<WebhookEvent['what'], WebhookState>
>;

async function change(id: string, what: keyof typeof AFTER, context: SubgraphContext): Promise<WebhookChange> {
  if (keptDepartment(context) === null) return refused(NOT_AN_OFFICER);
  for (;;) {
    const before = await ownWebhook(id, context);
    if (before === null) return refused(NOT_FOUND);
    const state = AFTER[what];
    if (before.state === state) return { webhook: before, secret: null, problems: [] };
    const version = webhookCase(id, before, { ...before, state }, eventOf(what, context), context.now);
    if (await coordinationOf(context).store.save(version)) {
      return { webhook: toWebhook(version), secret: null, problems: [] };
    }
  }
}

/** A notice of nothing, to see whether it arrives. */
async function test(id: string, context: SubgraphContext): Promise<DeliveryChange> {
  if (keptDepartment(context) === null) return unsent(NOT_AN_OFFICER);
  const webhook = await ownWebhook(id, context);
  if (webhook === null) return unsent(NOT_FOUND);
  const notice = { id: randomUUID(), what: 'TEST', about: id, at: context.now.toISOString() };
  const delivery = newDelivery(id, webhook.department, notice, context.now);
  const event = { what: 'OPENED', by: context.passport.caller.id } as const;
  const version = deliveryCase(deliveryId(id, notice), null, delivery, event, context.now);
  await coordinationOf(context).store.save(version);
  return { deliveries: [toDelivery(version)], problems: [] };
}

async function replayOne(id: string, context: SubgraphContext): Promise<DeliveryChange> {
  if (keptDepartment(context) === null) return unsent(NOT_AN_OFFICER);
  const delivery = await ownDelivery(id, context);
  if (delivery === null) return unsent(NOT_FOUND);
  if (delivery.state !== 'DEAD') return unsent(NOT_DEAD);
  const waiting = await replay(delivery, context);
  return waiting === null ? unsent(CONFLICT) : { deliveries: [waiting], problems: [] };
}

/** Dead letters that one call has sent again. */
const MOST_REPLAYED = 200;

async function replayAll(id: string, context: SubgraphContext): Promise<DeliveryChange> {
  if (keptDepartment(context) === null) return unsent(NOT_AN_OFFICER);
  const webhook = await ownWebhook(id, context);
  if (webhook === null) return unsent(NOT_FOUND);
  const { department } = webhook;
  const query = { kind: queueOf(id), department, states: ['DEAD'], first: MOST_REPLAYED } as const;
  const { items } = await coordinationOf(context).store.desk(query);
  const waiting = await Promise.all(items.map(({ case: held }) => replay(toDelivery(held), context)));
  return { deliveries: waiting.filter((one) => one !== null), problems: [] };
}

/** Null where somebody else was first. */
async function replay(delivery: StoredDelivery, context: SubgraphContext): Promise<StoredDelivery | null> {
  const { now, passport } = context;
  const event = { what: 'REPLAYED', by: passport.caller.id } as const;
  const version = deliveryCase(delivery.id, delivery, replayed(delivery, now), event, now);
  return (await coordinationOf(context).store.save(version)) ? toDelivery(version) : null;
}

function eventOf(what: WebhookEvent['what'], { passport }: SubgraphContext): WebhookEvent {
  return { what, by: passport.caller.id };
}

const NOT_AN_OFFICER = notAllowed('Only officers of a department say where its applications are told.');

const TOO_MANY: Problem = {
  code: 'WRONG_STATUS',
  field: null,
  message: `A department has ${MOST_WEBHOOKS} webhooks at most. Remove one first.`,
};

const NOT_DEAD: Problem = {
  code: 'WRONG_STATUS',
  field: null,
  message: 'It is no dead letter: it was delivered, or the hub still tries.',
};

function refused(problem: Problem): WebhookChange {
  return { webhook: null, secret: null, problems: [problem] };
}

function unsent(problem: Problem): DeliveryChange {
  return { deliveries: [], problems: [problem] };
}
