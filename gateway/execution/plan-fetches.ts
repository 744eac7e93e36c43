import type { FetchNode, PlanNode } from '@apollo/query-planner';

/** Every fetch of a plan. */
export function fetchesOf(node: PlanNode): readonly FetchNode[] {
  switch (node.kind) {
    case 'Fetch':
      return [node];
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    default:
      return []; // conditions and deferring are not in plans here
  }
}
