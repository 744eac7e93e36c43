import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { argumentsOf, type WithDirectives } from '../ast.ts';

/**
 * The supergraph with each type's resolvable keys before those that are not. The planner takes the first key of a type
 * without asking whether its subgraph resolves it; the order means nothing else.
 */
export function resolvableKeysFirst(document: DocumentNode): DocumentNode {
  const sorted = <Node extends WithDirectives>(node: Node): Node => {
    const directives = node.directives ?? [];
    const last = directives.filter(isUnresolvable);
    if (last.length === 0) return node;
    return { ...node, directives: [...directives.filter((directive) => !isUnresolvable(directive)), ...last] };
  };
  return visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: sorted,
    [Kind.INTERFACE_TYPE_DEFINITION]: sorted,
  });
}

function isUnresolvable(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && argumentsOf(directive).resolvable === false;
}
