import type { PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';

/** Coordinates that a plan's fetches require of entities: keys, and what `@requires` names; sorted. */
export function joinedCoordinates(plan: PlanNode): readonly string[] {
  const found = new Set<string>();
  collectOfNode(plan, found);
  return [...found].sort();
}

function collectOfNode(node: PlanNode, found: Set<string>): void {
  switch (node.kind) {
    case 'Fetch':
      for (const selection of node.requires ?? []) collect(selection, '', found);
      break;
    case 'Flatten':
      collectOfNode(node.node, found);
      break;
    case 'Sequence':
    case 'Parallel':
      for (const inner of node.nodes) collectOfNode(inner, found);
      break;
    default:
      break; // conditions and deferring are not in plans here
  }
}

/** @param typeName of the enclosing fragment; empty below a field, whose type the plan does not name */
function collect(selection: QueryPlanSelectionNode, typeName: string, found: Set<string>): void {
  if (selection.kind === 'InlineFragment') {
    for (const inner of selection.selections) collect(inner, selection.typeCondition ?? typeName, found);
    return;
  }
  if (typeName !== '' && selection.name !== '__typename') found.add(`${typeName}.${selection.name}`);
  for (const inner of selection.selections ?? []) collect(inner, '', found);
}
