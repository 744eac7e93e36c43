import type { ServerResponse } from 'node:http';
import type { HTTPGraphQLResponse } from '@apollo/server';
import { ERRORS, type HubError } from '../../schema/errors.ts';

/** Sends the answer of the GraphQL server. */
export async function respond(answer: HTTPGraphQLResponse, requestId: string, response: ServerResponse): Promise<void> {
  response.statusCode = answer.status ?? 200;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.setHeader('x-request-id', requestId);
  if (answer.body.kind === 'complete') {
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
}

/** Sends an error of the registry, in the shape of a GraphQL answer. */
export function respondWithError(error: HubError, requestId: string, response: ServerResponse): void {
  const { message, extensions } = error.toGraphQL().toJSON();
  response.statusCode = ERRORS[error.code].status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('x-request-id', requestId);
  if (error.code === 'UNAUTHENTICATED') response.setHeader('www-authenticate', 'Bearer');
  // Nobody reads the rest of a refused body; the connection would wait for it.
  if (error.code === 'BODY_TOO_LARGE') response.setHeader('connection', 'close');
  response.end(JSON.stringify({ errors: [{ message, extensions }] }));
}
