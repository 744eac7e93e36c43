import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Disclosure } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import { isRefusal } from './refusal.ts';
import type {
  DataSource,
  FetchCall,
  FetchDocument,
  FetchOutcome,
  PreparedFetch,
  SourceError,
  Variables,
} from './source.ts';

/** A department that runs in this process. */
export interface LocalDepartment {
  /** Name that clients are told when it does not answer. */
  readonly publicName: string;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
  readonly prepare: PrepareLocal;
}

/** Makes a fetch ready to be run many times. */
export type PrepareLocal = (fetch: FetchDocument) => LocalRun;

/** Runs a fetch; where it can, it answers at once. */
export type LocalRun = (variables: Variables, call: FetchCall) => ExecutionResult | Promise<ExecutionResult>;

/** Runs fetches on a department in this process, without serialisation. */
export function localSource(department: LocalDepartment, log: (cause: unknown) => void): DataSource {
  return {
    publicName: department.publicName,
    prepare: (fetch) => preparedFetch(department, fetch, log),
    close: async () => undefined,
  };
}

const NO_ERRORS: readonly SourceError[] = [];

function preparedFetch(
  department: LocalDepartment,
  fetch: FetchDocument,
  log: (cause: unknown) => void,
): PreparedFetch {
  const run = department.prepare(fetch);
  const failed = (cause: unknown): FetchOutcome => {
    log(cause);
    return { kind: 'failed', error: unavailable(department, cause) };
  };
  const outcome = ({ data, errors, extensions }: ExecutionResult): FetchOutcome => ({
    kind: 'answered',
    data,
    errors: errors === undefined ? NO_ERRORS : errors.map((error) => sourceError(error, department, log)),
    disclosure: extensions?.creditHub as Disclosure | undefined, // cast: what a department of this process says of its answer
  });
  return (variables, call) => {
    try {
      const result = run(variables, call);
      return result instanceof Promise ? inTime(result.then(outcome, failed), department, call) : outcome(result);
    } catch (cause) {
      return failed(cause);
    }
  };
}

/** A department that is too slow costs its own fields; nobody waits for what it still does. */
function inTime(pending: Promise<FetchOutcome>, department: LocalDepartment, call: FetchCall): Promise<FetchOutcome> {
  const waitMs = Math.min(department.timeoutMs, call.deadlineMs - performance.now());
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      const details = { department: department.publicName };
      resolve({ kind: 'failed', error: new HubError('SUBGRAPH_TIMEOUT', { details }) });
    }, waitMs);
    pending.then((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}

function sourceError(error: GraphQLError, department: LocalDepartment, log: (cause: unknown) => void): SourceError {
  const { originalError: original, path } = error;
  if (original instanceof HubError && isRefusal(original.code)) return { error: original, path };
  // graphql-js says of a bad input value what the value is; the registry's text does not.
  const isAboutVariables = original === undefined && path === undefined;
  if (isAboutVariables || original instanceof GraphQLError || error.extensions?.code === 'BAD_USER_INPUT') {
    return { error: new HubError('INVALID_ARGUMENT', { cause: error, details: BAD_VALUE }), path };
  }
  log(original ?? error);
  return { error: unavailable(department, original), path };
}

const BAD_VALUE = { argument: 'of a field', problem: 'it is not a value of its type; see the type in the schema.' };

function unavailable({ publicName }: LocalDepartment, cause: unknown): HubError {
  return new HubError('SUBGRAPH_UNAVAILABLE', { cause, details: { department: publicName } });
}
