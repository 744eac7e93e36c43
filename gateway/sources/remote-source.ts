import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { GraphQLFormattedError } from 'graphql';
import { fetch } from 'undici';
import { HubError } from '../../schema/errors.ts';
import { departmentError } from '../public-error.ts';

/** A department that runs elsewhere. */
export interface RemoteDepartment {
  readonly publicName: string;
  readonly url: string;
  readonly timeoutMs: number;
}

/** Longest answer that is taken from a department, in bytes after decompression. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * Runs the gateway's fetches over HTTP. Whatever goes wrong there (no answer in time, a redirect, too long an answer, no
 * GraphQL) costs the department's own fields only, and nothing of its texts reaches the client.
 */
export function remoteSource(department: RemoteDepartment, log: (cause: unknown) => void): GraphQLDataSource {
  return {
    async process({ request }) {
      const answer = await ask(department, { query: request.query, variables: request.variables }).catch((cause) => {
        log(cause);
        throw new HubError('SUBGRAPH_UNAVAILABLE', {
          cause,
          details: { department: department.publicName },
        }).toGraphQL();
      });
      const errors = (answer.errors ?? []).map((error) => departmentError(department.publicName, error, log));
      return { data: answer.data, ...(errors.length > 0 ? { errors } : {}) } as GatewayGraphQLResponse;
    },
  };
}

interface Answer {
  readonly data: Record<string, unknown>;
  readonly errors?: readonly GraphQLFormattedError[];
}

async function ask(department: RemoteDepartment, body: unknown): Promise<Answer> {
  const response = await fetch(department.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(department.timeoutMs),
  });
  if (response.body === null) throw new Error(`${department.url} sent no body (status ${response.status})`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new Error(`${department.url} sent more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return checked(JSON.parse(Buffer.concat(chunks).toString('utf8')), department.url);
}

function checked(answer: unknown, url: string): Answer {
  const { data, errors } = (answer ?? {}) as { data?: unknown; errors?: unknown };
  const errorsFit =
    errors === undefined || (Array.isArray(errors) && errors.every((error) => typeof error === 'object'));
  if (typeof data !== 'object' || !errorsFit) throw new Error(`${url} did not answer in GraphQL`);
  return answer as Answer; // shape checked on the previous lines
}
