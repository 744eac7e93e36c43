import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { HubError } from '../../../schema/errors.ts';

/**
 * An error as a gateway is told it: texts of the registry, no values. What is the department's own fault becomes INTERNAL, and
 * `log` gets it.
 */
export function toldError(error: GraphQLError, log: (cause: unknown) => void): GraphQLFormattedError {
  const { path, originalError: original } = error;
  return { ...told(error, original, log), ...(path === undefined ? {} : { path }) };
}

function told(error: GraphQLError, original: Error | undefined, log: (cause: unknown) => void): GraphQLFormattedError {
  if (original instanceof HubError) return formatted(original);
  // graphql-js says of a bad input value what the value is.
  const isAboutVariables = original === undefined && error.path === undefined;
  if (isAboutVariables || original instanceof GraphQLError || error.extensions.code === 'BAD_USER_INPUT') {
    return formatted(new HubError('INVALID_ARGUMENT', { details: BAD_VALUE }));
  }
  log(original ?? error);
  return formatted(new HubError('INTERNAL'));
}

const BAD_VALUE = { argument: 'of a field', problem: 'it is not a value of its type; see the type in the schema.' };

function formatted(error: HubError): GraphQLFormattedError {
  const { message, extensions } = error.toGraphQL();
  return { message, extensions };
}
