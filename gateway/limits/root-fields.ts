import { largest } from './measure.ts';
import type { QueryDocument } from './query-document.ts';

/** Most fields at the root of an operation, those of fragments with them. May be Infinity. */
export function rootFields(query: QueryDocument): number {
  return largest(query, {
    empty: 0,
    field: () => 1,
    fragment: (below) => below,
    beside: (left, right) => left + right,
  });
}
