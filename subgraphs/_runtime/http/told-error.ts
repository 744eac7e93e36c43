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

/** What is wrong with a whole document, by the names in it: graphql-js's own text quotes values, which logs would keep. */
export function toldMisfit({ nodes = [] }: GraphQLError): GraphQLFormattedError {
  const names = nodes.flatMap((node) => ('name' in node && node.name !== undefined ? [node.name.value] : []));
  const place = names.length > 0 ? names.join(', ') : 'a place without a name';
  const message = `The operation does not fit the schema of the department: ${place}.`;
  return { message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
}

const BAD_VALUE = { argument: 'of a field', problem: 'it is not a value of its type; see the type in the schema.' };

function formatted(error: HubError): GraphQLFormattedError {
  const { message, extensions } = error.toGraphQL();
  return { message, extensions };
}
