import type { DepartmentNotice } from './department-notice.ts';
import type { Delivery } from './webhook-delivery.ts';

/** How long an attempt is taken to be under way, in milliseconds: longer than one may last. After a crash it is made again then. */
export const ATTEMPT_LEASE_MS = 60_000;

/** Waits are longer by up to this share of themselves, so that not all comes back at once. */
const JITTER = 0.2;

/** What an attempt came to. */
export type AttemptOutcome =
  | { readonly kind: 'delivered' }
  /** @param reason for people: a status, or what went wrong on the way; nothing of what the receiver said */
  | { readonly kind: 'failed'; readonly reason: string };

/** A delivery that nobody has tried. */
export function newDelivery(webhook: string, department: string, notice: DepartmentNotice, now: Date): Delivery {
  return {
    webhook,
    department,
    notice,
    state: 'WAITING',
    attempts: 0,
    nextAt: now.toISOString(),
    lastOutcome: null,
  };
}

export function isDue({ state, nextAt }: Delivery, now: Date): boolean {
  return state === 'WAITING' && nextAt <= now.toISOString();
}

/** The delivery while an attempt is under way. */
export function attempted(delivery: Delivery, now: Date): Delivery {
  return { ...delivery, attempts: delivery.attempts + 1, nextAt: after(now, ATTEMPT_LEASE_MS) };
}

/**
 * The delivery after an attempt.
 *
 * @param waits seconds after the first, second, … failed attempt
 * @param chance of 0 to 1, for the jitter
 */
export function settled(
  delivery: Delivery,
  outcome: AttemptOutcome,
  waits: readonly number[],
  chance: number,
  now: Date,
): Delivery {
  if (outcome.kind === 'delivered') return { ...delivery, state: 'DELIVERED', lastOutcome: 'delivered' };
  const wait = waits[delivery.attempts - 1];
  const lastOutcome = outcome.reason;
  if (wait === undefined) return { ...delivery, state: 'DEAD', lastOutcome };
  return { ...delivery, nextAt: after(now, wait * 1000 * (1 + JITTER * chance)), lastOutcome };
}

/** The delivery as an officer has it tried again: all attempts are before it. */
export function replayed(delivery: Delivery, now: Date): Delivery {
  return { ...delivery, state: 'WAITING', attempts: 0, nextAt: now.toISOString() };
}

function after(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
