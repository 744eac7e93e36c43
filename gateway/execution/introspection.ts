import { executeSync, type GraphQLSchema, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import type { Variables } from '../sources/source.ts';

/** Answers the introspection fields of an operation by response key. */
export type Introspection = (variables: Variables) => Readonly<Record<string, unknown>>;

const NOTHING: Readonly<Record<string, unknown>> = {};

/**
 * Compiles what an operation asks of the schema itself. The answer is made once where it does not depend on variables.
 *
 * @param schemaOf gives the schema as its caller may see it
 */
export function introspectionOf(operation: OperationDefinitionNode, schemaOf: () => GraphQLSchema): Introspection {
  const selections = schemaSelections(operation.selectionSet.selections);
  if (selections.length === 0) return () => NOTHING;
  const schema = schemaOf();
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }],
  } as const;
  const answer = (variables: Variables) => executeSync({ schema, document, variableValues: variables }).data ?? NOTHING;
  if (operation.variableDefinitions?.length) return answer;
  let once: Readonly<Record<string, unknown>> | undefined;
  return () => {
    once ??= answer({});
    return once;
  };
}

/** Whether the operation asks anything of the schema itself. */
export function asksSchema(operation: OperationDefinitionNode): boolean {
  return schemaSelections(operation.selectionSet.selections).length > 0;
}

/** `__schema` and `__type`, wherever fragments put them. */
function schemaSelections(selections: readonly SelectionNode[]): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return schemaSelections(selection.selectionSet.selections);
    const isAsked = selection.kind === Kind.FIELD && ['__schema', '__type'].includes(selection.name.value);
    return isAsked ? [selection] : [];
  });
}
