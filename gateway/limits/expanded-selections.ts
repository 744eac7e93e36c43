import { largest } from './measure.ts';
import type { QueryDocument } from './query-document.ts';

/** Fields and fragments of the largest operation, with fragments in their places. May be Infinity. */
export function expandedSelections(query: QueryDocument): number {
  return largest(query, {
    empty: 0,
    field: (_, below) => 1 + below,
    fragment: (below) => 1 + below,
    beside: (left, right) => left + right,
  });
}
