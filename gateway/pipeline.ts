import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { HubError } from '../schema/errors.ts';
import type { Principal } from './principal.ts';
import { identify, type TokenPolicy } from './request/identify.ts';
import { receive, requestIdOf } from './request/receive.ts';
import { respond, respondWithError } from './request/respond.ts';
import type { FetchCall } from './sources/source.ts';

/** What a request carries through the graph. */
export interface RequestContext {
  readonly requestId: string;
  readonly principal: Principal;
  /** For whom and until when departments are asked. */
  readonly call: FetchCall;
}

/** Longest time that a request may take, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Answers one GraphQL request over HTTP. */
export type Pipeline = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The way of one request. A step that refuses ends it; what is thrown is a fault of our own, and answered as such.
 *
 *   receive → identify → execute (validate, plan, fetch, shape) → respond
 */
export function pipeline<Context extends object>(
  server: ApolloServer<Context>,
  tokens: TokenPolicy | null,
  log: (cause: unknown) => void,
  contextOf: (request: RequestContext) => Context,
): Pipeline {
  return async (message, response) => {
    try {
      const received = await receive(message);
      if (received.kind === 'refused') return respondWithError(received.error, requestIdOf(message), response);
      const { requestId, http } = received.value;
      const identified = await identify(message, tokens);
      if (identified.kind === 'refused') return respondWithError(identified.error, requestId, response);
      // Until agreements are there every caller has the rights of the public, and may share its answers.
      const call = { requestId, rights: 'public', deadlineMs: performance.now() + REQUEST_TIMEOUT_MS };
      const context = async () => contextOf({ requestId, principal: identified.value, call });
      const answer = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest: http, context });
      await respond(answer, requestId, response);
    } catch (cause) {
      log(cause);
      if (response.headersSent) response.destroy();
      else respondWithError(new HubError('INTERNAL', { cause }), requestIdOf(message), response);
    }
  };
}
