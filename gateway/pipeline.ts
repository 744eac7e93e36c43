import type { IncomingMessage, ServerResponse } from 'node:http';
import { HubError } from '../schema/errors.ts';
import type { AnsweredRequest } from './audit/answered-request.ts';
import type { Admit } from './request/admit.ts';
import type { Audit } from './request/audit.ts';
import type { Authorize } from './request/authorize.ts';
import { type Executor, execute } from './request/execute.ts';
import { identify, type TokenPolicy } from './request/identify.ts';
import type { Pace } from './request/pace.ts';
import { receive, requestIdOf } from './request/receive.ts';
import { respond, respondWithError } from './request/respond.ts';
import type { Standing } from './rights/standing.ts';
import type { FetchCall } from './sources/source.ts';

/** What a request carries through the graph. */
export interface RequestContext {
  readonly requestId: string;
  /** What its caller may do. */
  readonly standing: Standing;
  /** True: nothing is fetched where anything is denied. */
  readonly isStrict: boolean;
  /** For whom and until when departments are asked. */
  readonly call: FetchCall;
  readonly trace: RequestTrace;
}

/** What becomes known of a request on its way; one object, since Apollo Server copies contexts. */
export interface RequestTrace {
  /** Noted when the operation has run. */
  answered?: AnsweredRequest;
}

/** What the steps of the pipeline need. */
export interface PipelineSetting {
  readonly executor: Executor;
  /** Whose tokens are believed; null takes none. */
  readonly tokens: TokenPolicy | null;
  /** Counts requests by their caller. */
  readonly pace: Pace;
  /** Works out the caller's rights. */
  readonly authorize: Authorize;
  /** Holds requests against the limits. */
  readonly admit: Admit;
  /** Writes down what is given out, before it is. */
  readonly audit: Audit;
  /** Longest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** Longest time that a request may take, in milliseconds; a caller may ask for less by `x-credit-deadline-ms`. */
  readonly requestTimeoutMs: number;
  readonly log: (cause: unknown) => void;
}

/** Answers one GraphQL request over HTTP. */
export type Pipeline = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The way of one request. A step that refuses ends it; what is thrown is a fault of our own, and answered as such.
 *
 *   receive → identify → pace → authorize → admit → execute (validate, prune, plan, fetch, shape) → audit → respond
 */
export function pipeline(setting: PipelineSetting): Pipeline {
  const { executor, tokens, pace, authorize, admit, audit, maxBodyBytes, requestTimeoutMs, log } = setting;
  return async (message, response) => {
    try {
      const begunMs = performance.now();
      const deadlineMs = begunMs + grantedMs(message, requestTimeoutMs);
      const received = await receive(message, maxBodyBytes);
      if (received.kind === 'refused') return respondWithError(received.error, requestIdOf(message), response);
      const { requestId, http, content } = received.value;
      const identified = await identify(message, tokens);
      if (identified.kind === 'refused') return respondWithError(identified.error, requestId, response);
      const paced = pace(identified.value.caller);
      if (paced.kind === 'refused') return respondWithError(paced.error, requestId, response);
      const authorized = await authorize(message, identified.value);
      if (authorized.kind === 'refused') return respondWithError(authorized.error, requestId, response);
      const { standing, isStrict, isCurrent } = authorized.value;
      const admitted = admit(http);
      if (admitted.kind === 'refused') return respondWithError(admitted.error, requestId, response);
      const context: RequestContext = {
        requestId,
        standing,
        isStrict,
        call: { requestId, passport: standing.passport, isCurrent, deadlineMs },
        trace: {},
      };
      const answer = await execute(executor, admitted.value, context);
      if (!isCurrent()) return respondWithError(new HubError('RIGHTS_CHANGED'), requestId, response);
      const audited = await audit(context, content, answer, begunMs);
      if (audited.kind === 'refused') return respondWithError(audited.error, requestId, response);
      respond(answer, { requestId, receipt: audited.value }, response);
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
