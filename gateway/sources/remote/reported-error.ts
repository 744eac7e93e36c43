import { HubError } from '../../../schema/errors.ts';
import type { SourceError } from '../source.ts';
import { record } from './record.ts';

/** What is said of a refused argument; what the department says of it could hold a value. */
const REFUSED = 'the department refused it; see the schema for what it takes.';

const invalidArgument = () =>
  new HubError('INVALID_ARGUMENT', { details: { argument: 'of a field', problem: REFUSED } });

/** Codes of departments that speak of the client's request. Nothing but the code is taken over. */
const CODES: ReadonlyMap<unknown, () => HubError> = new Map([
  ['INVALID_ARGUMENT', invalidArgument],
  ['BAD_USER_INPUT', invalidArgument],
  // The supergraph knows no rules for the values of custom scalars; the department finds a bad one in the document.
  ['GRAPHQL_VALIDATION_FAILED', invalidArgument],
  ['INVALID_CODE', () => new HubError('INVALID_CODE', { details: { problem: REFUSED } })],
  ['AMBIGUOUS_CODE', () => new HubError('AMBIGUOUS_CODE')],
  ['INVALID_CURSOR', () => new HubError('INVALID_CURSOR')],
]);

/**
 * An error of a department in our words. An allow-list of codes passes, everything else is SUBGRAPH_UNAVAILABLE; `log` gets
 * what may be the department's own fault.
 */
export function reportedError(error: unknown, department: string, log: (cause: unknown) => void): SourceError {
  const { message, path, extensions } = record(error);
  const { code } = record(extensions);
  const known = CODES.get(code)?.();
  // A document that does not fit can also mean that the department has another schema by now.
  if (known === undefined || code === 'GRAPHQL_VALIDATION_FAILED') log(reportedCause(code, message));
  return {
    error: known ?? new HubError('SUBGRAPH_UNAVAILABLE', { details: { department } }),
    path: readPath(path),
  };
}

/** Longest text of a department that is worth a place in the log, in characters. */
const MAX_LOGGED = 500;

function reportedCause(code: unknown, message: unknown): Error {
  return new Error(`reported an error with code ${logged(code)}: ${logged(message)}`);
}

/** An object is not written out: it can be deep, or bring a `toString` of its own. */
function logged(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_LOGGED) : `(${typeof value})`;
}

const MAX_PATH_LENGTH = 100;

/** A path of names and positions, such as GraphQL has them; anything else could be a text in disguise. */
function readPath(path: unknown): readonly (string | number)[] | undefined {
  if (!Array.isArray(path) || path.length > MAX_PATH_LENGTH) return undefined;
  return path.every(isPathKey) ? path : undefined;
}

function isPathKey(key: unknown): boolean {
  return typeof key === 'string' ? /^[_a-z]\w{0,127}$/i.test(key) : Number.isSafeInteger(key) && Number(key) >= 0;
}
