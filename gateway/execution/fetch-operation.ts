import type { FetchNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, parse, type SelectionNode, visit } from 'graphql';

/**
 * The operation as a tree, plans holding text. A plan that wants nothing of an object asks for its `__typename` on the
 * condition of false; without conditions, what is asked is what is answered.
 */
export function fetchOperation(fetch: FetchNode): OperationDefinitionNode {
  const [operation] = parse(fetch.operation, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The plan holds a fetch without an operation.');
  return visit(operation, { Directive: () => null });
}

/** What the operation of an entity fetch selects of entities. */
export function entitySelections({ selectionSet }: OperationDefinitionNode): readonly SelectionNode[] {
  return selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? (selection.selectionSet?.selections ?? []) : [],
  );
}
