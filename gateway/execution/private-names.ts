import { type FieldNode, Kind, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/**
 * Names under which a client's fields are asked and kept. A client that calls one field by the name of another would
 * otherwise choose what keys, required fields and checks read. So a field keeps its own name only where it always means the
 * same: it has no arguments, and the client calls it by its name. Every other one gets a name that is nobody's.
 */
export interface PrivateNames {
  /** The same for equal response keys of equal fields, so that what merges for the client merges inside. */
  of(field: FieldNode): string;
  /** Response key behind a name that was given out; undefined for others. */
  responseKey(name: string): string | undefined;
}

/** What names are chosen by. */
export interface NameSetting {
  /** Of names that are nobody's field. */
  readonly prefix: string;
  /** Names of fields that no type of the supergraph declares with arguments. */
  readonly plainFields: ReadonlySet<string>;
}

/** A prefix that, followed by digits, or by k and digits as key echoes have it, makes no name of a field of the supergraph. */
export function privatePrefix(fieldNames: Iterable<string>): string {
  const taken = new Set<string>();
  for (const name of fieldNames) taken.add(name.replace(/k?\d+$/, ''));
  let prefix = 'f';
  while (taken.has(prefix)) prefix += '_';
  return prefix;
}

/** Names for one operation. */
export function privateNames({ prefix, plainFields }: NameSetting): PrivateNames {
  const names = new Map<string, string>();
  const keys = new Map<string, string>();
  const nameOf = (key: string): string => {
    const name = names.get(key) ?? `${prefix}${names.size}`;
    names.set(key, name);
    return name;
  };
  return {
    of({ name: { value: field }, alias }) {
      const key = alias?.value ?? field;
      const name = key === field && plainFields.has(field) ? field : nameOf(key);
      keys.set(name, key);
      return name;
    },
    responseKey: (name) => keys.get(name),
  };
}

/**
 * The operation as it is planned: names of `PrivateNames`, `__typename` once and by its own name, and without what the
 * gateway answers itself (introspection, `__typename` of the root). Undefined where nothing is left to ask.
 */
export function plannedOperation(
  operation: OperationDefinitionNode,
  names: PrivateNames,
): OperationDefinitionNode | undefined {
  const selectionSet = rename(operation.selectionSet, names, true);
  return selectionSet.selections.length === 0 ? undefined : { ...operation, selectionSet };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function rename(set: SelectionSetNode, names: PrivateNames, isRoot: boolean): SelectionSetNode {
  const isMeta = (selection: SelectionNode) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__');
  const asked = set.selections.filter((selection) => !isMeta(selection));
  const renamed = asked.flatMap((selection) => renameSelection(selection, names, isRoot));
  if (isRoot) return { ...set, selections: renamed };
  // What is empty, because of its conditions for instance, still has to be asked whether it is there.
  const isNeeded = asked.length < set.selections.length || renamed.length === 0;
  return { ...set, selections: isNeeded ? [TYPENAME, ...renamed] : renamed };
}

function renameSelection(selection: SelectionNode, names: PrivateNames, isRoot: boolean): SelectionNode[] {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const selectionSet = rename(selection.selectionSet, names, isRoot);
    // The root fulfils every condition that a valid document puts here, and planners bring the fields of fragments with equal
    // conditions together, which would change the order of mutations.
    if (isRoot) return [...selectionSet.selections];
    return selectionSet.selections.length === 0 ? [] : [{ ...selection, selectionSet }];
  }
  const { alias: _, ...field } = selection;
  const name = names.of(selection);
  const alias = name === field.name.value ? {} : { alias: { kind: Kind.NAME, value: name } as const };
  const selectionSet = selection.selectionSet && rename(selection.selectionSet, names, false);
  return [{ ...field, ...alias, ...(selectionSet === undefined ? {} : { selectionSet }) }];
}
