import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';
import type { JoinedField, Joins } from './joins.ts';

/** Selections on an object of a type. */
export interface Selections {
  readonly on: string;
  readonly set: SelectionSetNode;
}

/** A field that selections name, fragments opened. */
export interface SelectedField {
  readonly field: JoinedField;
  readonly node: FieldNode;
  /** Type that the selections name it on. */
  readonly on: string;
  /** What they select of its value. */
  readonly below: Selections | undefined;
}

/** The selections that the text of a key or of `@requires` stands for. */
export function parseFieldSet(fieldSet: string, on: string): Selections {
  const [operation] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  const set = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
  return { on, set: set ?? { kind: Kind.SELECTION_SET, selections: [] } };
}

/** The fields of one object that the selections name; `__typename` is none. */
export function selectedFields({ on, set }: Selections, joins: Joins): SelectedField[] {
  return set.selections.flatMap((selection): SelectedField[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return selectedFields({ on: selection.typeCondition?.name.value ?? on, set: selection.selectionSet }, joins);
    }
    const field = joins.types.get(on)?.fields.get(selection.name.value);
    if (field === undefined) return [];
    const below = selection.selectionSet && { on: field.type, set: selection.selectionSet };
    return [{ field, node: selection, on, below }];
  });
}

/** The selections and, at any depth, those on the values of their fields. */
export function allSelections(selections: Selections, joins: Joins): Selections[] {
  const below = selectedFields(selections, joins).flatMap((selected) => selected.below ?? []);
  return [selections, ...below.flatMap((inner) => allSelections(inner, joins))];
}
