import type { StoredWebhook } from '../_runtime/push/webhook.ts';
import { type DeliveryState, queueOf, type StoredDelivery, toDelivery } from '../_runtime/push/webhook-delivery.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { keptDepartment, ownWebhook, webhooksOf } from './webhook-book.ts';

interface DeliveriesArguments extends PageArguments {
  readonly webhook: string;
  readonly state?: DeliveryState | null;
}

/** Webhooks for officers of the department that has them; to all others it looks as if there were none. */
export const webhookQueries = {
  webhooks: (_: unknown, __: unknown, context: SubgraphContext) => {
    const department = keptDepartment(context);
    return department === null ? null : webhooksOf(department, context);
  },
  webhookDeliveries: async (_: unknown, args: DeliveriesArguments, context: SubgraphContext) => {
    const { webhook: id, state, ...page } = args;
    const webhook = await ownWebhook(id, context);
    if (webhook === null) return null;
    const query = { kind: queueOf(id), department: webhook.department, ...(state == null ? {} : { states: [state] }) };
    return deskPage(query, page, toDelivery, context);
  },
} satisfies Record<string, FieldResolver>;

/** Fields of a webhook and of what is sent there. */
export const webhookFields = {
  Webhook: { isPaused: ({ state }: StoredWebhook) => state === 'PAUSED' },
  WebhookDelivery: {
    what: ({ notice }: StoredDelivery) => notice.what,
    about: ({ notice }: StoredDelivery) => notice.about,
    nextAt: ({ state, nextAt }: StoredDelivery) => (state === 'WAITING' ? nextAt : null),
  },
} satisfies ResolverMap;
