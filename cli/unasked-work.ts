import type { Log } from '../gateway/log.ts';
import type { CaseWork } from '../subgraphs/_runtime/case-work.ts';
import type { Subgraph } from '../subgraphs/_runtime/subgraph.ts';

/** How often subgraphs look for something to do. */
const EVERY_MS = 15_000;

/** What goes on beside the requests. */
export interface UnaskedWork {
  /** Begins nothing any more, and waits for what is in hand. */
  stop(): Promise<void>;
}

/**
 * Lets subgraphs do what they do without being asked: at once, so that what a crash has cut off is taken up at the start, and from time
 * to time.
 */
export function unaskedWork(subgraphs: readonly Subgraph[], work: CaseWork, now: () => Date, log: Log): UnaskedWork {
  const all = subgraphs.flatMap(({ department: { code, unasked } }) =>
    unasked === undefined ? [] : [{ code, unasked }],
  );
  const round = async () => {
    for (const { code, unasked } of all) {
      const onError = (cause: unknown, id?: string) => log.error({ cause, subgraph: code, id }, 'work was left undone');
      await unasked(work, now(), onError).catch(onError);
    }
  };
  let inHand = round();
  const timer = setInterval(() => {
    inHand = inHand.then(round);
  }, EVERY_MS).unref();
  return {
    stop: () => {
      clearInterval(timer);
      return inHand;
    },
  };
}
