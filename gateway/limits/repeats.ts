import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { QueryDocument } from './query-document.ts';

/**
 * How often one response name is asked for in one place of the answer, at most. Validation compares all fields of a name with
 * one another, whether they may be merged.
 *
 * It writes fragments out, so what they expand to must be known to be small.
 */
export function repeats({ operations, fragments }: QueryDocument): number {
  const most = operations.map(({ selectionSet }) => repeatsIn([selectionSet], fragments));
  return most.reduce((one, other) => Math.max(one, other), 0);
}

/** Of selections that answer into one place. */
function repeatsIn(selectionSets: readonly SelectionSetNode[], fragments: QueryDocument['fragments']): number {
  const fields = new Map<string, FieldNode[]>();
  for (const selectionSet of selectionSets) collect(selectionSet, fragments, fields);
  let most = 0;
  for (const same of fields.values()) {
    const below = same.flatMap(({ selectionSet }) => selectionSet ?? []);
    most = Math.max(most, same.length, below.length === 0 ? 0 : repeatsIn(below, fragments));
  }
  return most;
}

function collect(
  { selections }: SelectionSetNode,
  fragments: QueryDocument['fragments'],
  fields: Map<string, FieldNode[]>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const same = fields.get(name);
      if (same === undefined) fields.set(name, [selection]);
      else same.push(selection);
      continue;
    }
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (inner !== undefined) collect(inner.selectionSet, fragments, fields);
  }
}
