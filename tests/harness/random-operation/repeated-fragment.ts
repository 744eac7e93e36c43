import {
  doTypesOverlap,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLNonNull,
  GraphQLString,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { Draft } from './draft.ts';
import type { NamedField } from './response-names.ts';

/** True where the fragment can be spread once more, here. */
export function fragmentFits(
  draft: Draft,
  fragment: FragmentDefinitionNode,
  type: GraphQLCompositeType,
  path: string,
): boolean {
  const condition = compositeType(draft, fragment.typeCondition.name.value);
  if (condition === undefined || !doTypesOverlap(draft.schema, type, condition)) return false;
  return fieldsOf(draft, fragment.selectionSet, condition, path).every(({ at, name, field }) =>
    draft.names.fits(at, name, field),
  );
}

/** Notes the response names of a fragment that is spread once more. */
export function takeFragment(draft: Draft, fragment: FragmentDefinitionNode, path: string): void {
  const condition = compositeType(draft, fragment.typeCondition.name.value);
  if (condition === undefined) return;
  for (const { at, name, field } of fieldsOf(draft, fragment.selectionSet, condition, path))
    draft.names.take(at, name, field);
}

interface PlacedField {
  readonly at: string;
  readonly name: string;
  readonly field: NamedField;
}

function fieldsOf(draft: Draft, set: SelectionSetNode, parent: GraphQLCompositeType, at: string): PlacedField[] {
  return set.selections.flatMap((selection): PlacedField[] => {
    if (selection.kind === Kind.FIELD) {
      const type = selection.name.value === '__typename' ? STRING : fieldType(parent, selection.name.value);
      const name = selection.alias?.value ?? selection.name.value;
      const args = (selection.arguments ?? []).map(print).join();
      const own = { at, name, field: { parent, field: selection.name.value, args, type } };
      const inner = getNamedType(type);
      if (selection.selectionSet === undefined || !isCompositeType(inner)) return [own];
      return [own, ...fieldsOf(draft, selection.selectionSet, inner, `${at}.${name}`)];
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : draft.fragments.find(({ name }) => name.value === selection.name.value);
    if (fragment === undefined) return [];
    const condition = fragment.typeCondition && compositeType(draft, fragment.typeCondition.name.value);
    return fieldsOf(draft, fragment.selectionSet, condition ?? parent, at);
  });
}

const STRING = new GraphQLNonNull(GraphQLString);

function fieldType(parent: GraphQLCompositeType, name: string) {
  return (isUnionType(parent) ? undefined : parent.getFields()[name]?.type) ?? STRING;
}

function compositeType({ schema }: Draft, name: string): GraphQLCompositeType | undefined {
  const type = schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}
