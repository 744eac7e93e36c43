import { webhookRetries } from '../../../seeds/reference/webhook-retries.ts';
import type { CoordinationStore } from '../../../storage/coordination/port.ts';
import type { RecordStore } from '../../../storage/port.ts';
import { tellOfClock } from './clock-notices.ts';
import { Dispatcher } from './dispatcher.ts';
import { sendWebhook } from './send-webhook.ts';
import type { AddressRules } from './webhook-address.ts';

export interface PushSetting {
  readonly store: CoordinationStore;
  readonly keys: Pick<RecordStore, 'unseal'>;
  readonly rules: AddressRules;
  readonly now: () => Date;
  readonly log: (cause: unknown) => void;
  /** A second unless told, in milliseconds. */
  readonly everyMs?: number;
}

export interface RunningPush {
  /** Begins nothing any more, and waits for what is under way. */
  stop(): Promise<void>;
}

const EVERY_MS = 1_000;

/** Sends departments what concerns them, until it is stopped. */
export function startPush({ store, keys, rules, now, log, everyMs = EVERY_MS }: PushSetting): RunningPush {
  const send = (request: Parameters<typeof sendWebhook>[0]) => sendWebhook(request, { rules });
  const dispatcher = new Dispatcher({ store, keys, send, waits: webhookRetries(), now, log });
  let underWay = Promise.resolve();
  let isIdle = true;
  const timer = setInterval(() => {
    if (!isIdle) return;
    isIdle = false;
    underWay = tellOfClock(store, now())
      .then(() => dispatcher.round())
      .catch(log)
      .finally(() => {
        isIdle = true;
      });
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
      await dispatcher.stop();
    },
  };
}
