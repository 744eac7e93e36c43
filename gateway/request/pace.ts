import type { Caller } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** Counts a request to its caller, and refuses with RATE_EXCEEDED what is more in one second than a caller may send. */
export type Pace = (caller: Caller) => Outcome<null>;

/**
 * The step that keeps one caller from taking the time of all others. It counts by the second of the clock, in this process. The
 * public has no name to count by: whoever stands before the hub tells it apart by address.
 *
 * @param maxPerSecond requests of one caller, whatever becomes of them
 * @param clockMs a clock that never goes back
 */
export function pacing(maxPerSecond: number, clockMs: () => number): Pace {
  let second = -1;
  let counts = new Map<string, number>();
  return ({ kind, id }) => {
    if (kind === 'anonymous') return PASSED;
    const now = Math.floor(clockMs() / 1_000);
    if (now !== second) {
      second = now;
      counts = new Map(); // who was there in the second before need not be known
    }
    const name = `${kind} ${id}`;
    const figure = (counts.get(name) ?? 0) + 1;
    counts.set(name, figure);
    return figure <= maxPerSecond
      ? PASSED
      : refused(new HubError('RATE_EXCEEDED', { details: { figure, max: maxPerSecond } }));
  };
}

const PASSED = done(null);
