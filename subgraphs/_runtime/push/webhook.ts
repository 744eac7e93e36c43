import type { CaseVersion, StoredCase } from '../../../storage/coordination/port.ts';
import type { JsonValue, RecordStore, SealedFields } from '../../../storage/port.ts';

/** Kind of the cases that addresses of departments' applications are, and of what they put on desks. */
export const WEBHOOK = 'webhook';

/** Whether something is sent there. */
export type WebhookState = 'ACTIVE' | 'PAUSED' | 'REMOVED';

/** An address at which a department's application wants to be told that something concerns its department. */
export interface Webhook {
  readonly department: string;
  readonly url: string;
  readonly state: WebhookState;
  /** Id of the officer. */
  readonly registeredBy: string;
  /** Place in the log from which on it is told. */
  readonly from: number;
  /** What bodies are signed with, sealed for `secretOwner`. */
  readonly sealed: SealedFields;
}

export interface StoredWebhook extends Webhook {
  readonly id: string;
  readonly version: number;
  readonly registeredAt: string;
}

export interface WebhookEvent {
  readonly what: 'REGISTERED' | 'PAUSED' | 'RESUMED' | 'REMOVED';
  readonly by: string;
}

export function toWebhook({ id, version, openedAt, content }: StoredCase): StoredWebhook {
  return { ...(content as unknown as Webhook), id, version, registeredAt: openedAt }; // cast: written below only
}

/** The case after the event. */
export function webhookCase(
  id: string,
  before: Pick<StoredWebhook, 'version' | 'registeredAt'> | null,
  webhook: Webhook,
  event: WebhookEvent,
  now: Date,
): CaseVersion {
  const at = now.toISOString();
  const { department, url, state, registeredBy, from, sealed } = webhook;
  const since = before?.registeredAt ?? at;
  return {
    id,
    kind: WEBHOOK,
    version: (before?.version ?? 0) + 1,
    openedAt: since,
    at,
    subjects: [],
    content: { department, url, state, registeredBy, from, sealed } as unknown as JsonValue, // cast: plain objects
    event: event as unknown as JsonValue, // cast: a plain object
    notices: [],
    desks: [{ ref: WEBHOOK, kind: WEBHOOK, department, state, dueOn: null, openUntil: null, since }],
  };
}

const SECRET = 'secret';

/** The secret as only this hub can read it again. */
export function sealSecret(id: string, secret: string, store: Pick<RecordStore, 'seal'>): SealedFields {
  return store.seal(secretOwner(id), { [SECRET]: secret });
}

/** @throws HubError STORE_WRONG_KEYS */
export function secretOf({ id, sealed }: StoredWebhook, store: Pick<RecordStore, 'unseal'>): string {
  return store.unseal({ id: secretOwner(id), sealed }, SECRET) ?? '';
}

/** With a space in it, which no id of a record has. */
function secretOwner(id: string): string {
  return `webhook ${id}`;
}
