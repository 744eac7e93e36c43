import {
  type DirectiveNode,
  doTypesOverlap,
  type FieldNode,
  GraphQLBoolean,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLNonNull,
  GraphQLString,
  getNamedType,
  type InlineFragmentNode,
  isCompositeType,
  isLeafType,
  isUnionType,
  Kind,
  type NameNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Draft } from './draft.ts';
import { randomArguments, randomValueNode } from './random-argument.ts';
import { randomAlias, randomName } from './random-name.ts';
import { fragmentFits, takeFragment } from './repeated-fragment.ts';
import type { NamedField } from './response-names.ts';

/**
 * A selection set for a type.
 *
 * @param path response names that lead to it
 * @param depth levels that may still follow
 */
export function randomSelections(
  draft: Draft,
  type: GraphQLCompositeType,
  path: string,
  depth: number,
): SelectionSetNode {
  const selections: SelectionNode[] = [];
  const wanted = 1 + draft.choices.upTo(3);
  for (let index = 0; index < wanted; index += 1) selections.push(...randomSelection(draft, type, path, depth));
  return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [typename(draft, type, path)] };
}

function randomSelection(draft: Draft, type: GraphQLCompositeType, path: string, depth: number): SelectionNode[] {
  const kind = draft.choices.upTo(99);
  if (kind >= 92) return [typename(draft, type, path)];
  if (kind >= 84 && depth > 0) return randomSpread(draft, type, path, depth);
  if (kind >= (isUnionType(type) ? 5 : 66) && depth > 0) return [randomInlineFragment(draft, type, path, depth)];
  return randomField(draft, type, path, depth);
}

function randomField(draft: Draft, type: GraphQLCompositeType, path: string, depth: number): FieldNode[] {
  if (isUnionType(type)) return [typename(draft, type, path)];
  const fields = Object.values(type.getFields()).filter((field) => (depth > 0 && draft.budget > 0) || isLeaf(field));
  if (fields.length === 0) return [typename(draft, type, path)];
  draft.budget -= 1;
  const field = draft.choices.oneOf(fields);
  const args = randomArguments(draft, field);
  const named: NamedField = { parent: type, field: field.name, args: args.map(print).join(), type: field.type };
  const responseName = randomName(draft, path, named);
  const inner = getNamedType(field.type);
  return [
    {
      kind: Kind.FIELD,
      name: name(field.name),
      arguments: args,
      directives: randomConditions(draft),
      ...(responseName === field.name && !draft.choices.chance(5) ? {} : { alias: name(responseName) }),
      ...(isCompositeType(inner)
        ? { selectionSet: randomSelections(draft, inner, `${path}.${responseName}`, depth - 1) }
        : {}),
    },
  ];
}

function isLeaf(field: GraphQLField<unknown, unknown>): boolean {
  return isLeafType(getNamedType(field.type));
}

function typename(draft: Draft, parent: GraphQLCompositeType, path: string): FieldNode {
  const field: NamedField = { parent, field: '__typename', args: '', type: new GraphQLNonNull(GraphQLString) };
  const alias = draft.choices.chance(30) ? randomAlias(draft, parent) : '__typename';
  const isPlain = alias === '__typename' || !draft.names.fits(path, alias, field);
  if (!isPlain) draft.names.take(path, alias, field);
  return {
    kind: Kind.FIELD,
    name: name('__typename'),
    directives: randomConditions(draft),
    ...(isPlain ? {} : { alias: name(alias) }),
  };
}

function randomInlineFragment(
  draft: Draft,
  type: GraphQLCompositeType,
  path: string,
  depth: number,
): InlineFragmentNode {
  const condition = draft.choices.chance(75) ? draft.choices.oneOf(overlapping(draft, type)) : undefined;
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: randomConditions(draft),
    ...(condition === undefined ? {} : { typeCondition: { kind: Kind.NAMED_TYPE, name: name(condition.name) } }),
    selectionSet: randomSelections(draft, condition ?? type, path, depth - 1),
  };
}

/** A named fragment: one that is there already where it fits, or else a new one. */
function randomSpread(draft: Draft, type: GraphQLCompositeType, path: string, depth: number): SelectionNode[] {
  const known = draft.fragments.filter((fragment) => fragmentFits(draft, fragment, type, path));
  if (known.length > 0 && draft.choices.chance(60)) {
    const fragment = draft.choices.oneOf(known);
    takeFragment(draft, fragment, path);
    return [spread(draft, fragment.name)];
  }
  const condition = draft.choices.oneOf(overlapping(draft, type));
  const selectionSet = randomSelections(draft, condition, path, depth - 1);
  const fragmentName = name(`F${draft.fragments.length}`);
  draft.fragments.push({
    kind: Kind.FRAGMENT_DEFINITION,
    name: fragmentName,
    typeCondition: { kind: Kind.NAMED_TYPE, name: name(condition.name) },
    selectionSet,
  });
  return [spread(draft, fragmentName)];
}

function spread(draft: Draft, fragment: NameNode): SelectionNode {
  return { kind: Kind.FRAGMENT_SPREAD, name: fragment, directives: randomConditions(draft) };
}

/** Types that an object of the type can be of as well; the type itself first. */
function overlapping({ schema }: Draft, type: GraphQLCompositeType): GraphQLCompositeType[] {
  const others = Object.values(schema.getTypeMap()).filter(
    (other): other is GraphQLCompositeType =>
      isCompositeType(other) && other !== type && !other.name.startsWith('__') && doTypesOverlap(schema, type, other),
  );
  return [type, ...others];
}

function randomConditions(draft: Draft): DirectiveNode[] {
  return ['skip', 'include']
    .filter(() => draft.choices.chance(6))
    .map((directive) => ({
      kind: Kind.DIRECTIVE,
      name: name(directive),
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: name('if'),
          value: randomValueNode(draft, new GraphQLNonNull(GraphQLBoolean), 'if'),
        },
      ],
    }));
}

function name(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
