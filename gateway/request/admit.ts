import type { HTTPGraphQLRequest } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { HubError } from '../../schema/errors.ts';
import { AdmittedTexts } from '../limits/admitted-texts.ts';
import { inputDepth } from '../limits/input-depth.ts';
import { limitExceeded } from '../limits/limit-exceeded.ts';
import type { Limits } from '../limits/limits.ts';
import type { Variables, Verdict } from '../limits/verdict.ts';
import { done, type Outcome, refused } from './outcome.ts';

/**
 * Lets a request pass that is within the limits, before anything of it is validated or planned; a known text costs a look-up.
 * Refuses with LIMIT_EXCEEDED, BATCH_REFUSED or BAD_REQUEST. What is no GraphQL request at all passes, because Apollo Server
 * says best what is wrong with it.
 *
 * A request that sends the hash of a text instead of the text (automatic persisted queries) leaves with the text. Apollo
 * Server must not keep texts on its own: the cost of a text that only it knew would be checked by nobody.
 */
export type Admit = (http: HTTPGraphQLRequest) => Outcome<HTTPGraphQLRequest>;

/** @param schema what clients see at the moment; costs are computed with it, so a new one starts with no verdicts */
export function admission(schema: () => GraphQLSchema, limits: Limits): Admit {
  let current = schema();
  let texts = new AdmittedTexts(current, limits);
  return (http) => {
    if (Array.isArray(http.body)) return refused(new HubError('BATCH_REFUSED'));
    if (current !== schema()) {
      current = schema();
      texts = new AdmittedTexts(current, limits);
    }
    const asked = http.method === 'GET' ? askedInSearch(http.search) : askedIn(recordOr(http.body, {}));
    return admitted(http, asked, texts, limits);
  };
}

/** What a request asks for; whatever has another type than it should is left out. */
interface Asked {
  readonly text: string | undefined;
  /** What stands under `extensions.persistedQuery`. */
  readonly persisted: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
  readonly variables: Variables | undefined;
}

function askedInSearch(search: string): Asked {
  const parameters = new URLSearchParams(search);
  return askedIn({
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: jsonOf(parameters.get('variables')),
    extensions: jsonOf(parameters.get('extensions')),
  });
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function askedIn({ query, operationName, variables, extensions }: Readonly<Record<string, unknown>>): Asked {
  return {
    text: stringOf(query),
    persisted: recordOr(recordOr(extensions, undefined)?.persistedQuery, undefined),
    operationName: stringOf(operationName),
    variables: recordOr(variables, undefined),
  };
}

function admitted(
  http: HTTPGraphQLRequest,
  asked: Asked,
  texts: AdmittedTexts,
  limits: Limits,
): Outcome<HTTPGraphQLRequest> {
  const hash = stringOf(asked.persisted?.sha256Hash);
  const text = asked.text ?? (hash === undefined ? undefined : texts.registered(hash));
  if (text === undefined) return done(http);
  const verdict = texts.verdict(text);
  if (verdict.kind === 'refused') return verdict;
  const problem = asked.persisted === undefined ? null : problemOfPersisted(asked.persisted, hash, text, texts);
  if (problem !== null) return refused(new HubError('BAD_REQUEST', { details: { problem } }));
  const tooMuch = beyondVariables(asked, verdict, limits);
  if (tooMuch !== null) return refused(tooMuch);
  return done(asked.text === undefined ? withText(http, text) : http);
}

/** What is wrong with a persisted query; null where it is in order, and registered from then on. */
function problemOfPersisted(
  { version }: Readonly<Record<string, unknown>>,
  hash: string | undefined,
  text: string,
  texts: AdmittedTexts,
): string | null {
  if (version !== 1) return 'persisted queries are known in version 1 only.';
  if (hash === undefined || !texts.register(hash, text)) return 'the hash is not the SHA-256 of the query.';
  return null;
}

/** What only the request's own variables decide. */
function beyondVariables({ operationName, variables }: Asked, verdict: Verdict, limits: Limits): HubError | null {
  for (const value of Object.values(variables ?? {})) {
    const tooDeep = limitExceeded(limits, { maxInputDepth: inputDepth(value, limits.maxInputDepth) });
    if (tooDeep !== null) return tooDeep;
  }
  if (verdict.kind !== 'admitted') return null;
  for (const open of verdict.openCosts) {
    if (operationName !== undefined && open.operationName !== operationName) continue;
    const tooCostly = limitExceeded(limits, { maxCost: open.costOf(variables ?? {}) });
    if (tooCostly !== null) return tooCostly;
  }
  return null;
}

function withText(http: HTTPGraphQLRequest, text: string): HTTPGraphQLRequest {
  if (http.method !== 'GET') return { ...http, body: { ...recordOr(http.body, {}), query: text } };
  const parameters = new URLSearchParams(http.search);
  parameters.set('query', text);
  return { ...http, search: `?${parameters}` };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function recordOr<Otherwise>(value: unknown, otherwise: Otherwise): Readonly<Record<string, unknown>> | Otherwise {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : otherwise; // cast: checked on the line before
}
