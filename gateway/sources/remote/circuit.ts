import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult, isBrokenCircuitError } from 'cockatiel';
import { isFault, type Reply } from './reply.ts';

/** When a department is left alone. */
export interface CircuitLimits {
  /** Failures in a row after which it is not asked. */
  readonly maxFailures: number;
  /** How long it is not asked then, in milliseconds; the first question afterwards decides whether it is again. */
  readonly openMs: number;
}

/** Keeps questions from a department that fails, so that nobody waits for it in vain and it can recover. */
export interface Circuit {
  /** Asks, or replies `not-asked` at once. */
  run(ask: () => Promise<Reply>): Promise<Reply>;
}

const NOT_ASKED: Reply = { kind: 'not-asked' };

/** A circuit that is closed at first. `log` hears of it when it opens, not of every question that is not asked then. */
export function circuit({ maxFailures, openMs }: CircuitLimits, log: (cause: unknown) => void): Circuit {
  const policy = circuitBreaker(
    handleWhenResult((reply) => isFault(reply as Reply)), // cast: only replies run through it
    { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(maxFailures) },
  );
  policy.onBreak(() => log(new Error(`failed again and again, and is not asked for ${openMs} ms`)));
  return {
    async run(ask) {
      // The policy would let everybody wait for the question that tries whether the department is back.
      if (policy.state === CircuitState.HalfOpen) return NOT_ASKED;
      try {
        return await policy.execute(ask);
      } catch (error) {
        if (isBrokenCircuitError(error)) return NOT_ASKED;
        throw error;
      }
    },
  };
}
