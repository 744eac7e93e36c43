import type { Disclosure, Passport } from '../../schema/access/passport.ts';
import type { HubError } from '../../schema/errors.ts';

/** Variables of one fetch by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** One operation that a plan asks of a department; the same for every run of the plan. */
export interface FetchDocument {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly kind: 'query' | 'mutation';
}

/** For whom and until when a fetch runs. */
export interface FetchCall {
  readonly requestId: string;
  /** Who asks, with which rights. Only callers with equal keys of rights are answered alike, and may share an answer. */
  readonly passport: Passport;
  /** False once the rights have changed: nobody is asked any more. Where it is missing they cannot. */
  readonly isCurrent?: () => boolean;
  /** When the whole request ends, in milliseconds of `performance.now()`. */
  readonly deadlineMs: number;
}

/** An error of a department in public words, and where in its answer it belongs. */
export interface SourceError {
  readonly error: HubError;
  /** Path in the department's answer; undefined where it names none. */
  readonly path: readonly (string | number)[] | undefined;
}

/** What became of a fetch: an answer, whose data nobody has checked yet, or none. */
export type FetchOutcome =
  | {
      readonly kind: 'answered';
      readonly data: unknown;
      readonly errors: readonly SourceError[];
      /** What the department says of the answer; undefined where it says nothing. */
      readonly disclosure?: Disclosure | undefined;
    }
  | { readonly kind: 'failed'; readonly error: HubError };

/** A fetch made ready once, to be run many times. It neither throws nor rejects; where it can, it answers at once. */
export type PreparedFetch = (variables: Variables, call: FetchCall) => FetchOutcome | Promise<FetchOutcome>;

/** A department as the executor sees it, in this process or elsewhere. */
export interface DataSource {
  /** Name that clients are told when it fails. */
  readonly publicName: string;
  prepare(fetch: FetchDocument): PreparedFetch;
  close(): Promise<void>;
}

/** Goes on when the outcome is there: at once, where the department answered at once. */
export function whenAnswered(
  outcome: FetchOutcome | Promise<FetchOutcome>,
  apply: (outcome: FetchOutcome) => void,
): void | Promise<void> {
  if (outcome instanceof Promise) return outcome.then(apply);
  apply(outcome);
}
