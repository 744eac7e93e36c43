import { Kind, type SelectionNode, type ValueNode } from 'graphql';

/** Names of the variables that selections use. */
export function variablesOf(selections: readonly SelectionNode[], names: Set<string> = new Set()): ReadonlySet<string> {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.FIELD) for (const { value } of selection.arguments ?? []) addVariables(value, names);
    variablesOf(selection.selectionSet?.selections ?? [], names);
  }
  return names;
}

/** Adds the names of the variables inside a value. */
export function addVariables(value: ValueNode, names: Set<string>): void {
  if (value.kind === Kind.VARIABLE) names.add(value.name.value);
  else if (value.kind === Kind.LIST) for (const item of value.values) addVariables(item, names);
  else if (value.kind === Kind.OBJECT) for (const field of value.fields) addVariables(field.value, names);
}
