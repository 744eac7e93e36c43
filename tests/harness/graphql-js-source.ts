import { type ExecutionResult, execute, type GraphQLError, parse } from 'graphql';
import type { DataSource, FetchOutcome, SourceError } from '../../gateway/sources/source.ts';
import { HubError } from '../../schema/errors.ts';
import type { ExampleDepartment } from './federated-example.ts';

/** A department that graphql-js executes: the plainest source there is, and nothing of the hub's own in it. */
export function graphqlJsSource(name: string, { schema, context }: ExampleDepartment): DataSource {
  const outcome = ({ data, errors = [] }: ExecutionResult): FetchOutcome => ({
    kind: 'answered',
    data,
    errors: errors.map((error) => sourceError(name, error)),
  });
  return {
    publicName: name,
    prepare: ({ text }) => {
      const document = parse(text);
      return (variables) => {
        const result = execute({ schema, document, variableValues: variables, contextValue: context() });
        return result instanceof Promise ? result.then(outcome) : outcome(result);
      };
    },
    close: async () => undefined,
  };
}

function sourceError(department: string, cause: GraphQLError): SourceError {
  return { error: new HubError('SUBGRAPH_UNAVAILABLE', { cause, details: { department } }), path: cause.path };
}
