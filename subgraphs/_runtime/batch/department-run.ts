import { type ExecutionResult, execute, type GraphQLSchema, Kind, parse } from 'graphql';
import type { Disclosure } from '../../../schema/access/passport.ts';
import type { VariableValues } from '../../../schema/plain-variables.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import { type CompiledAnswer, compiledAnswer } from './compiled-answer.ts';

/** What a department answers: data and errors, and what it says of them in `extensions.creditHub`. */
export type DepartmentAnswer = ExecutionResult & { readonly extensions: { readonly creditHub: Disclosure } };

/** Runs one operation of a department; each attempt at an answer gets a context of its own. */
export type DepartmentRun = (
  variables: VariableValues,
  newContext: () => SubgraphContext,
) => DepartmentAnswer | Promise<DepartmentAnswer>;

/**
 * Makes an operation ready to be run many times. Where all goes well it runs compiled; where anything is wrong, graphql-js
 * executes it from the beginning and says what. Mutations, which must not begin twice, are graphql-js's from the first.
 */
export function departmentRun(schema: GraphQLSchema, text: string): DepartmentRun {
  const document = parse(text, { noLocation: true });
  const interpreted: DepartmentRun = (variables, newContext) => {
    const context = newContext();
    const result = execute({ schema, document, variableValues: variables, contextValue: context });
    return result instanceof Promise ? result.then((one) => answered(one, context)) : answered(result, context);
  };
  const compiled = compiledOrNot(schema, document);
  if (compiled === undefined) return interpreted;
  return (variables, newContext) => {
    try {
      const context = newContext();
      const data = compiled(variables, context);
      if (!(data instanceof Promise)) return { data, extensions: { creditHub: context.disclosed } };
      return data.then(
        (found) => ({ data: found, extensions: { creditHub: context.disclosed } }),
        () => interpreted(variables, newContext),
      );
    } catch {
      return interpreted(variables, newContext);
    }
  };
}

/** What the attempt that answered has given out. */
function answered(result: ExecutionResult, { disclosed }: SubgraphContext): DepartmentAnswer {
  return { ...result, extensions: { creditHub: disclosed } };
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
