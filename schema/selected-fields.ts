import { type FieldNode, Kind, type SelectionNode } from 'graphql';

/**
 * Fields that a selection asks of an object of one runtime type, by response name in the order of their first mention
 * (CollectFields of the GraphQL specification, on a selection without directives and named fragments).
 *
 * @param applies whether objects of the runtime type fulfil a type condition
 */
export function selectedFields(
  selections: readonly SelectionNode[],
  applies: (typeCondition: string) => boolean,
  found: Map<string, FieldNode[]> = new Map(),
): ReadonlyMap<string, FieldNode[]> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      const same = found.get(name);
      if (same === undefined) found.set(name, [selection]);
      else same.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (condition === undefined || applies(condition))
        selectedFields(selection.selectionSet.selections, applies, found);
    } else {
      throw new Error(`The fragment ${selection.name.value} should have been put in its place.`);
    }
  }
  return found;
}

/** What all of the fields select below themselves. */
export function subselections(fields: readonly FieldNode[]): readonly SelectionNode[] {
  return fields.flatMap((field) => field.selectionSet?.selections ?? []);
}
