import { GraphQLError } from 'graphql';
import { HubError } from '../../schema/errors.ts';

/** Keys and list positions from the root of an answer. */
export type ResponsePath = readonly (string | number)[];

/** What went wrong at one place of the answer, or, without a path, in all of it. */
export interface FieldError {
  readonly error: HubError;
  readonly path: ResponsePath | undefined;
}

/** The error as GraphQL carries it. */
export function toGraphQLError({ error, path }: FieldError): GraphQLError {
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, ...error.details },
    ...(path === undefined ? {} : { path }),
  });
}

/** A department's answer that is not an answer to what was asked. */
export function invalidAnswer(department: string, cause: string): HubError {
  return new HubError('SUBGRAPH_INVALID', { cause: new Error(cause), details: { department } });
}
