import type { PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { fetchesOf } from './plan-fetches.ts';

/** Coordinates that a plan's fetches require of entities: keys, and what `@requires` names; sorted. */
export function joinedCoordinates(plan: PlanNode): readonly string[] {
  const found = new Set<string>();
  for (const { requires = [] } of fetchesOf(plan)) for (const selection of requires) collect(selection, '', found);
  return [...found].sort();
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
