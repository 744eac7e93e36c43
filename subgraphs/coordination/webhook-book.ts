import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { type StoredWebhook, toWebhook, WEBHOOK } from '../_runtime/push/webhook.ts';
import { DELIVERY, type StoredDelivery, toDelivery } from '../_runtime/push/webhook-delivery.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';

/** The department whose webhooks the caller keeps: they are the affair of its officers. Null for everybody else. */
export function keptDepartment(context: SubgraphContext): string | null {
  const caller = authenticatedCaller(context);
  return caller?.kind === 'officer' ? caller.department : null;
}

/** The webhook of the caller's own department; null where there is none. One that was removed is none. */
export async function ownWebhook(id: string, context: SubgraphContext): Promise<StoredWebhook | null> {
  const department = keptDepartment(context);
  const held = department === null ? null : await coordinationOf(context).store.case(id);
  if (held?.kind !== WEBHOOK) return null;
  const webhook = toWebhook(held);
  return webhook.department === department && webhook.state !== 'REMOVED' ? webhook : null;
}

/** The same of a delivery. */
export async function ownDelivery(id: string, context: SubgraphContext): Promise<StoredDelivery | null> {
  const held = keptDepartment(context) === null ? null : await coordinationOf(context).store.case(id);
  if (held?.kind !== DELIVERY) return null;
  const delivery = toDelivery(held);
  return (await ownWebhook(delivery.webhook, context)) === null ? null : delivery;
}

/** Webhooks of the department that were not removed, oldest first. */
export async function webhooksOf(department: string, context: SubgraphContext): Promise<readonly StoredWebhook[]> {
  const query = { kind: WEBHOOK, department, states: ['ACTIVE', 'PAUSED'], first: MOST_WEBHOOKS } as const;
  return (await coordinationOf(context).store.desk(query)).items.map(({ case: held }) => toWebhook(held));
}

/** Webhooks of one department. */
export const MOST_WEBHOOKS = 5;
