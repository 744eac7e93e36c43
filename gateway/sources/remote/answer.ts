import { HubError } from '../../../schema/errors.ts';
import type { FetchOutcome } from '../source.ts';
import { readDisclosure } from './disclosure.ts';
import type { Reply } from './reply.ts';
import { reportedError } from './reported-error.ts';

/** Errors of one answer that are kept; a department that reports more has made its point. */
const MAX_ERRORS = 20;

/** What the executor is told of a reply, in public words; whatever the department said of its own goes to `log`. */
export function fetchOutcome(reply: Reply, department: string, log: (cause: unknown) => void): FetchOutcome {
  switch (reply.kind) {
    case 'answer':
      return readAnswer(reply.text, department, log);
    case 'failed':
      log(reply.cause);
      return { kind: 'failed', error: new HubError(reply.code, { details: { department } }) };
    case 'late':
      log(new Error(`did not answer within ${Math.round(reply.givenMs)} ms`));
      return timedOut(department, reply.givenMs);
    case 'not-asked':
      return { kind: 'failed', error: new HubError('SUBGRAPH_UNAVAILABLE', { details: { department } }) };
  }
}

/** No answer within so many milliseconds. */
export function timedOut(department: string, givenMs: number): FetchOutcome {
  const details = { department, timeoutMs: Math.max(0, Math.round(givenMs)) };
  return { kind: 'failed', error: new HubError('SUBGRAPH_TIMEOUT', { details }) };
}

/** Reads the text of an answer. Each call makes objects of its own, so that callers who share a text share nothing else. */
function readAnswer(text: string, department: string, log: (cause: unknown) => void): FetchOutcome {
  const answer = parseObject(text);
  // A request that was refused as a whole has errors and no data.
  const { data = Array.isArray(answer?.errors) ? null : undefined, errors, extensions } = answer ?? {};
  if (typeof data !== 'object' || Array.isArray(data)) return invalid('did not answer in GraphQL', department, log);
  const disclosure = readDisclosure(extensions);
  if (errors === undefined || errors === null) return { kind: 'answered', data, errors: [], disclosure };
  if (!Array.isArray(errors)) return invalid('answered with errors that are no list', department, log);
  const reported = errors.slice(0, MAX_ERRORS).map((error) => reportedError(error, department, log));
  return { kind: 'answered', data, errors: reported, disclosure };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined; // cast: checked on the line before
  } catch {
    return undefined; // the error would quote the text, and records do not belong into a log
  }
}

function invalid(problem: string, department: string, log: (cause: unknown) => void): FetchOutcome {
  log(new Error(problem));
  return { kind: 'failed', error: new HubError('SUBGRAPH_INVALID', { details: { department } }) };
}
