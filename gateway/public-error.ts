import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { ERRORS, type ErrorCode, HubError } from '../schema/errors.ts';

/** Codes of graphql-js and Apollo Server whose texts speak of the request only. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * What the client is told of an error: the registry's text and details, or a message about its own request. Everything
 * else becomes INTERNAL, and `log` gets the cause. This function does not throw.
 */
export function publicError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: (cause: unknown) => void,
): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  // A denial's explanation stands in its message; what else it says are its extensions.
  if (cause instanceof HubError) return shaped(formatted, cause.message, ownExtensions(cause, formatted.extensions));
  const code = String(formatted.extensions?.code ?? '');
  if (isHubCode(code)) return shaped(formatted, formatted.message, registeredDetails(code, formatted.extensions ?? {}));
  if (REQUEST_CODES.has(code)) return shaped(formatted, formatted.message, { code });
  log(cause);
  return shaped(formatted, ERRORS.INTERNAL.text, { code: 'INTERNAL' });
}

function shaped(
  formatted: GraphQLFormattedError,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): GraphQLFormattedError {
  return {
    message,
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions,
  };
}

function ownExtensions(cause: HubError, carried: GraphQLFormattedError['extensions']) {
  return carried?.code === cause.code ? { ...carried } : { code: cause.code, ...cause.details };
}

function isHubCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** The placeholders of the registry's text are the details that may leave. */
function registeredDetails(code: ErrorCode, extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...ERRORS[code].text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return {
    code,
    ...Object.fromEntries(names.filter((name) => name in extensions).map((name) => [name, extensions[name]])),
  };
}
