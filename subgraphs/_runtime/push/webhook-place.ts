import type { CaseVersion, CoordinationStore, StoredCase } from '../../../storage/coordination/port.ts';
import { recordId } from '../../../storage/record-id.ts';

/** Kind of the cases that say how far the log was read for a webhook. */
export const WEBHOOK_PLACE = 'webhook-place';

export interface WebhookPlace {
  /** Everything up to it was opened as a delivery. */
  readonly place: number;
  readonly version: number;
  readonly openedAt: string;
}

/** How far the log was read for the webhook; null where it was not read yet. */
export async function placeIn(store: CoordinationStore, webhook: string): Promise<WebhookPlace | null> {
  const held = await store.case(idOf(webhook));
  return held === null ? null : toPlace(held);
}

/** The case after the log was read up to the place. */
export function placeCase(webhook: string, before: WebhookPlace | null, place: number, now: Date): CaseVersion {
  const at = now.toISOString();
  return {
    id: idOf(webhook),
    kind: WEBHOOK_PLACE,
    version: (before?.version ?? 0) + 1,
    openedAt: before?.openedAt ?? at,
    at,
    subjects: [],
    content: { place },
    event: { what: 'READ', place },
    desks: [],
  };
}

function toPlace({ version, openedAt, content }: StoredCase): WebhookPlace {
  const { place } = content as { readonly place: number }; // cast: written above only
  return { place, version, openedAt };
}

function idOf(webhook: string): string {
  return recordId('WebhookPlace', [webhook]);
}
