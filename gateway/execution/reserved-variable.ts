import { Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { Variables } from '../sources/source.ts';

/** The variable of every entity fetch. One of the client's with this name would take its place, and name entities itself. */
const RESERVED = 'representations';

/** An operation whose variables can stand beside those of entity fetches. */
export interface FreeOperation {
  readonly operation: OperationDefinitionNode;
  /** Variables under the names that the operation has for them. */
  readonly named: (variables: Variables) => Variables;
}

/** Gives the client's variable another name where it has the one that entity fetches need. */
export function withoutReservedVariable(operation: OperationDefinitionNode): FreeOperation {
  const taken = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  if (!taken.has(RESERVED)) return { operation, named: (variables) => variables };
  let name = `${RESERVED}_`;
  while (taken.has(name)) name += '_';
  const renamed: OperationDefinitionNode = visit(operation, {
    Variable: (node) =>
      node.name.value === RESERVED ? { ...node, name: { kind: Kind.NAME, value: name } } : undefined,
  });
  return {
    operation: renamed,
    named: ({ [RESERVED]: value, ...others }) => (value === undefined ? others : { ...others, [name]: value }),
  };
}
