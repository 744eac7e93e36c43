import { isIntrospectionRoot } from './introspection.ts';
import { largest } from './measure.ts';
import type { QueryDocument } from './query-document.ts';

/** Most fields below one another. Fragments add none, and introspection has limits of its own. */
export function depth(query: QueryDocument): number {
  return largest(query, {
    empty: 0,
    field: (node, below) => (isIntrospectionRoot(node) ? 0 : 1 + below),
    fragment: (below) => below,
    beside: (left, right) => Math.max(left, right),
  });
}
