import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The operations and fragments of a document. */
export interface QueryDocument {
  readonly operations: readonly OperationDefinitionNode[];
  /** By name, each after all those that it spreads, so that what is computed of them in this order needs no recursion. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Sorts a document; null where a fragment contains itself, which no valid document has. */
export function queryDocument({ definitions }: DocumentNode): QueryDocument | null {
  // Of two fragments with one name validation takes the last one, too, before it refuses the document.
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );
  const sorted = spreadFirst(fragments);
  if (sorted.size < fragments.size) return null;
  return { operations: definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION), fragments: sorted };
}

/** Kahn's algorithm; fragments on a cycle, and those that spread them, are left out. */
function spreadFirst(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlyMap<string, FragmentDefinitionNode> {
  const waitsFor = new Map<string, Set<string>>();
  const spreadIn = new Map<string, string[]>();
  for (const [name, { selectionSet }] of fragments) {
    const spreads = new Set(spreadNames(selectionSet).filter((spread) => fragments.has(spread)));
    waitsFor.set(name, spreads);
    for (const spread of spreads) {
      const users = spreadIn.get(spread);
      if (users === undefined) spreadIn.set(spread, [name]);
      else users.push(name);
    }
  }
  const ready = [...fragments.keys()].filter((name) => waitsFor.get(name)?.size === 0);
  const sorted = new Map<string, FragmentDefinitionNode>();
  for (const name of ready) {
    const fragment = fragments.get(name);
    if (fragment !== undefined) sorted.set(name, fragment);
    for (const user of spreadIn.get(name) ?? []) {
      const rest = waitsFor.get(user);
      rest?.delete(name);
      if (rest?.size === 0) ready.push(user);
    }
  }
  return sorted;
}

function spreadNames({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection.name.value];
    return selection.selectionSet === undefined ? [] : spreadNames(selection.selectionSet);
  });
}
