import type { Log } from '../gateway/log.ts';
import type { CaseWork } from '../subgraphs/coordination/case-work.ts';
import { settleAll } from '../subgraphs/coordination/settle-case.ts';

/** How often what lies unfinished is taken up. */
const EVERY_MS = 15_000;

/** What goes on beside the requests. */
export interface UnfinishedCases {
  /** Takes nothing up any more, and waits for what it has in hand. */
  stop(): Promise<void>;
}

/**
 * Carries out what repairs and objections have decided and a crash, or a store that was away, has cut off: at once, and from time to
 * time. Several processes may do it beside each other.
 */
export function unfinishedCases(work: CaseWork, now: () => Date, log: Log): UnfinishedCases {
  const onError = (cause: unknown, id: string) => log.error({ cause, id }, 'a decided case was not carried out');
  const takeUp = () =>
    settleAll(work, now(), onError).catch((cause: unknown) => log.error({ cause }, 'unfinished cases were not read'));
  let inHand = takeUp();
  const timer = setInterval(() => {
    inHand = inHand.then(takeUp);
  }, EVERY_MS).unref();
  return {
    stop: () => {
      clearInterval(timer);
      return inHand;
    },
  };
}
