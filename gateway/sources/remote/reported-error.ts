import { type ErrorDetails, HubError } from '../../../schema/errors.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { SourceError } from '../source.ts';
import { record } from './record.ts';

/** What is said of what was refused; what the department says of it could hold a value. */
const REFUSED = 'the department refused it; see the schema for what it takes.';

/** Details of our own, since texts of the registry have places for them. */
const DETAILS: Readonly<Record<Refusal, ErrorDetails>> = {
  INVALID_ARGUMENT: { argument: 'of a field', problem: REFUSED },
  INVALID_CODE: { problem: REFUSED },
  AMBIGUOUS_CODE: {},
  INVALID_CURSOR: {},
  CURSOR_FOREIGN: { problem: REFUSED },
  CURSOR_STALE: {},
  CURSOR_EXPIRED: {},
  NOT_ALLOWED: { problem: REFUSED },
  CONFLICT: {},
};

/** What GraphQL servers say of an argument that they refuse. */
const INVALID_ARGUMENTS: readonly unknown[] = [
  'BAD_USER_INPUT',
  // The supergraph knows no rules for the values of custom scalars; the department finds a bad one in the document.
  'GRAPHQL_VALIDATION_FAILED',
];

function refusalOf(code: unknown): HubError | undefined {
  const refusal = INVALID_ARGUMENTS.includes(code) ? 'INVALID_ARGUMENT' : code;
  return isRefusal(refusal) ? new HubError(refusal, { details: DETAILS[refusal] }) : undefined;
}

/**
 * An error of a department in our words. The code of a refusal passes, and nothing but the code; everything else is SUBGRAPH_UNAVAILABLE; `log` gets
 * what may be the department's own fault.
 */
export function reportedError(error: unknown, department: string, log: (cause: unknown) => void): SourceError {
  const { message, path, extensions } = record(error);
  const { code } = record(extensions);
  const known = refusalOf(code);
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
