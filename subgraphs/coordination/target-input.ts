import { NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { Target } from './target.ts';

/** What a caller names: an entry, or a record by its catalogue item. */
export interface TargetInput {
  readonly listing?: string | null;
  readonly item?: string | null;
  readonly record?: string | null;
}

/** Null where it names neither, or both. */
export function targetOf({ listing = null, item = null, record = null }: TargetInput): Target | null {
  if (listing !== null) return item === null && record === null ? { source: 'LISTING', id: listing, item: null } : null;
  return item === null || record === null ? null : { source: 'RECORD', id: record, item };
}

/** There is none about which the caller may bring anything up. */
export const NO_TARGET: Problem = { ...NOT_FOUND, field: 'target' };
