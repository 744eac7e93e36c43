import { largest } from './measure.ts';
import type { QueryDocument } from './query-document.ts';

/** Fields and fragments within one another, with fragments in their places: how deep a walk through an operation goes. */
export function expandedNesting(query: QueryDocument): number {
  return largest(query, {
    empty: 0,
    field: (_, below) => 1 + below,
    fragment: (below) => 1 + below,
    beside: (left, right) => Math.max(left, right),
  });
}
