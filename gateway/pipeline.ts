import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { HubError } from '../schema/errors.ts';
import type { Principal } from './principal.ts';
import type { Admit } from './request/admit.ts';
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

/** What the steps of the pipeline need. */
export interface PipelineSetting<Context extends object> {
  readonly server: ApolloServer<Context>;
  /** Holds requests against the limits. */
  readonly admit: Admit;
  /** Whose tokens are believed; null takes none. */
  readonly tokens: TokenPolicy | null;
  /** Longest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** Longest time that a request may take, in milliseconds; a caller may ask for less by `x-credit-deadline-ms`. */
  readonly requestTimeoutMs: number;
  readonly log: (cause: unknown) => void;
  readonly contextOf: (request: RequestContext) => Context;
}

/** Answers one GraphQL request over HTTP. */
export type Pipeline = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The way of one request. A step that refuses ends it; what is thrown is a fault of our own, and answered as such.
 *
 *   receive → identify → admit → execute (validate, plan, fetch, shape) → respond
 */
export function pipeline<Context extends object>(setting: PipelineSetting<Context>): Pipeline {
  const { server, admit, tokens, maxBodyBytes, requestTimeoutMs, log, contextOf } = setting;
  return async (message, response) => {
    try {
      const deadlineMs = performance.now() + grantedMs(message, requestTimeoutMs);
      const received = await receive(message, maxBodyBytes);
      if (received.kind === 'refused') return respondWithError(received.error, requestIdOf(message), response);
      const { requestId, http } = received.value;
      const identified = await identify(message, tokens);
      if (identified.kind === 'refused') return respondWithError(identified.error, requestId, response);
      const admitted = admit(http);
      if (admitted.kind === 'refused') return respondWithError(admitted.error, requestId, response);
      // Until agreements are there every caller has the rights of the public, and may share its answers.
      const call = { requestId, rights: 'public', deadlineMs };
      const context = async () => contextOf({ requestId, principal: identified.value, call });
      const answer = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest: admitted.value, context });
      respond(answer, requestId, response);
    } catch (cause) {
      log(cause);
      if (response.headersSent) response.destroy();
      else respondWithError(new HubError('INTERNAL', { cause }), requestIdOf(message), response);
    }
  };
}

/** Time that the request gets: what its caller has left, where that is less than what anybody gets. */
function grantedMs({ headers }: IncomingMessage, limitMs: number): number {
  const asked = headers['x-credit-deadline-ms'];
  return typeof asked === 'string' && /^\d{1,9}$/.test(asked) ? Math.min(Number(asked), limitMs) : limitMs;
}
