import { type ExecutionResult, execute, type GraphQLSchema, Kind, parse } from 'graphql';
import type { VariableValues } from '../../../schema/plain-variables.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import { type CompiledAnswer, compiledAnswer } from './compiled-answer.ts';

/** Runs one operation of a department; each attempt at an answer gets a context of its own. */
export type DepartmentRun = (
  variables: VariableValues,
  newContext: () => SubgraphContext,
) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Makes an operation ready to be run many times. Where all goes well it runs compiled; where anything is wrong, graphql-js
 * executes it from the beginning and says what. Mutations, which must not begin twice, are graphql-js's from the first.
 */
export function departmentRun(schema: GraphQLSchema, text: string): DepartmentRun {
  const document = parse(text, { noLocation: true });
  const interpreted: DepartmentRun = (variables, newContext) =>
    execute({ schema, document, variableValues: variables, contextValue: newContext() }) as ReturnType<DepartmentRun>; // cast: native promises
  const compiled = compiledOrNot(schema, document);
  if (compiled === undefined) return interpreted;
  return (variables, newContext) => {
    try {
      const data = compiled(variables, newContext());
      if (!(data instanceof Promise)) return { data };
      return data.then(
        (answered) => ({ data: answered }),
        () => interpreted(variables, newContext),
      );
    } catch {
      return interpreted(variables, newContext);
    }
  };
}

function compiledOrNot(schema: GraphQLSchema, document: ReturnType<typeof parse>): CompiledAnswer | undefined {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || document.definitions.length > 1) return undefined;
  try {
    return compiledAnswer(schema, operation);
  } catch {
    return undefined; // whatever stands in the way, graphql-js says it
  }
}
