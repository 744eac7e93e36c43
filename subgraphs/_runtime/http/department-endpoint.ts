import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Passport } from '../../../schema/access/passport.ts';
import { ERRORS, HubError } from '../../../schema/errors.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import { type DepartmentQuestion, departmentQuestion } from './department-question.ts';
import { knownOperations, type ReadyOperation } from './known-operations.ts';
import type { PassportControl } from './passport-control.ts';
import { requestBody } from './request-body.ts';
import { toldError, toldMisfit } from './told-error.ts';

/** Longest request body, in bytes: room for the references to 100,000 subjects. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What a department's address in the network needs. */
export interface DepartmentEndpointSetting {
  readonly schema: () => GraphQLSchema;
  readonly passports: PassportControl;
  readonly contextOf: (passport: Passport) => SubgraphContext;
  /** Hears of what is the department's own fault. */
  readonly log: (cause: unknown) => void;
  /** Hears of requests that were refused, which anybody can send. */
  readonly refused: (reason: string) => void;
}

/** Answers one request. */
export type DepartmentEndpoint = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Answers gateways, and nobody else: without a passport that one of them signed for this very body nothing is read as GraphQL,
 * be it a look at the schema.
 *
 *   passport there? → body → passport good? → question → operation → run
 */
export function departmentEndpoint(setting: DepartmentEndpointSetting): DepartmentEndpoint {
  const ready = knownOperations(setting.schema);
  return async (message, response) => {
    try {
      const { passports, contextOf } = setting;
      const token = passports.presented(message);
      const body = await requestBody(message, MAX_BODY_BYTES);
      const passport = passports.accept(token, body);
      const question = departmentQuestion(message, body);
      const { status, answer } = await answerTo(question, ready(question.text), () => contextOf(passport), setting.log);
      send(response, status, answer);
    } catch (cause) {
      if (response.headersSent) response.destroy();
      else refuse(message, response, noted(cause, setting));
    }
  };
}

/** What goes over the wire. */
interface Answer {
  readonly data?: ExecutionResult['data'];
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

async function answerTo(
  { variables }: DepartmentQuestion,
  operation: ReadyOperation,
  newContext: () => SubgraphContext,
  log: (cause: unknown) => void,
): Promise<{ readonly status: number; readonly answer: Answer }> {
  if (operation.kind === 'invalid') {
    return { status: 400, answer: { errors: operation.errors.map(toldMisfit) } };
  }
  const { data, errors, extensions } = await operation.run(variables, newContext);
  if (errors === undefined) return { status: 200, answer: { data, extensions } };
  return { status: 200, answer: { data, errors: errors.map((error) => toldError(error, log)), extensions } };
}

function send(response: ServerResponse, status: number, answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer));
  // The type that says that GraphQL itself speaks, whatever the status.
  response.writeHead(status, {
    'content-type': 'application/graphql-response+json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': body.length,
  });
  response.end(body);
}

/** What the sender is told of the cause, of which the log hears. */
function noted(cause: unknown, { log, refused }: DepartmentEndpointSetting): HubError {
  if (cause instanceof HubError && ERRORS[cause.code].status < 500) {
    refused(cause.message);
    return cause;
  }
  log(cause);
  return cause instanceof HubError ? cause : new HubError('INTERNAL', { cause });
}

/** A refusal is no answer of GraphQL, and says so by its type. */
function refuse(message: IncomingMessage, response: ServerResponse, error: HubError): void {
  const { message: text, extensions } = error.toGraphQL();
  const body = Buffer.from(JSON.stringify({ errors: [{ message: text, extensions }] }));
  response.writeHead(ERRORS[error.code].status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': body.length,
    ...(error.code === 'METHOD_NOT_ALLOWED' ? { allow: 'POST' } : {}),
    // What was not read of the body would be taken for the next request.
    ...(message.complete ? {} : { connection: 'close' }),
  });
  response.end(body);
}
