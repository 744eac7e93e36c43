import type { CaseVersion, StoredCase } from '../../../storage/coordination/port.ts';
import type { JsonValue } from '../../../storage/port.ts';
import { recordId } from '../../../storage/record-id.ts';
import type { DepartmentNotice } from './department-notice.ts';

/** Kind of the cases that deliveries are. */
export const DELIVERY = 'webhook-delivery';

/** Where a delivery stands: to be sent (again), taken by the receiver, or tried as often as the table says. */
export type DeliveryState = 'WAITING' | 'DELIVERED' | 'DEAD';

/** A notice on its way to a webhook. */
export interface Delivery {
  readonly webhook: string;
  readonly department: string;
  readonly notice: DepartmentNotice;
  readonly state: DeliveryState;
  /** Attempts that were begun since it was first sent, or replayed. */
  readonly attempts: number;
  /** When it may be tried next; while an attempt is under way, when that one is taken for lost. */
  readonly nextAt: string;
  /** What the last attempt came to; null before. It holds nothing that the receiver has said. */
  readonly lastOutcome: string | null;
}

export interface StoredDelivery extends Delivery {
  readonly id: string;
  readonly version: number;
  readonly openedAt: string;
}

export interface DeliveryEvent {
  readonly what: 'OPENED' | 'ATTEMPTED' | 'DELIVERED' | 'FAILED' | 'DEAD' | 'REPLAYED';
  /** The officer; null for what the hub does by itself. */
  readonly by: string | null;
}

/** The same notice to the same webhook is the same delivery, however often it is found: its id is the idempotency key. */
export function deliveryId(webhook: string, { id }: Pick<DepartmentNotice, 'id'>): string {
  return recordId('WebhookDelivery', [webhook, id]);
}

/** Kind of what deliveries to this webhook put on desks: each webhook has a queue of its own, so that none holds up another. */
export function queueOf(webhook: string): string {
  return `${DELIVERY}/${webhook}`;
}

export function toDelivery({ id, version, openedAt, content }: StoredCase): StoredDelivery {
  return { ...(content as unknown as Delivery), id, version, openedAt }; // cast: written below only
}

/** The case after the event. It lies on its desk since `nextAt`, so that a queue begins with what is to be tried first. */
export function deliveryCase(
  id: string,
  before: Pick<StoredDelivery, 'version' | 'openedAt'> | null,
  delivery: Delivery,
  event: DeliveryEvent,
  now: Date,
): CaseVersion {
  const at = now.toISOString();
  const { webhook, department, notice, state, attempts, nextAt, lastOutcome } = delivery;
  const content = { webhook, department, notice, state, attempts, nextAt, lastOutcome };
  const since = state === 'WAITING' ? nextAt : at;
  return {
    id,
    kind: DELIVERY,
    version: (before?.version ?? 0) + 1,
    openedAt: before?.openedAt ?? at,
    at,
    subjects: [],
    content: content as unknown as JsonValue, // cast: plain objects all through
    event: event as unknown as JsonValue, // cast: a plain object
    desks: [{ ref: DELIVERY, kind: queueOf(webhook), department, state, dueOn: null, openUntil: null, since }],
  };
}
