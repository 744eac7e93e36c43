import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

/** Response keys from the root, without positions in lists. */
export type PathPattern = readonly string[];

/**
 * Where the operation, whose fragments are inline, selects the field: on its own type, or on an interface or union that the
 * type belongs to.
 *
 * @param coordinate `Type.field`; `Type` alone for every field that leads to objects of the type
 */
export function placesOfCoordinate(
  operation: OperationDefinitionNode,
  coordinate: string,
  schema: GraphQLSchema,
): readonly PathPattern[] {
  const [typeName = '', fieldName] = coordinate.split('.');
  const places = new Map<string, PathPattern>();
  const canBe = (type: GraphQLNamedType) => isOrHolds(schema, type, typeName);
  const walk = (selections: readonly SelectionNode[], parent: GraphQLNamedType, path: PathPattern): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        walk(selection.selectionSet.selections, condition ?? parent, path);
      } else if (selection.kind === Kind.FIELD) {
        const field = fieldsOf(parent)[selection.name.value];
        const place = [...path, selection.alias?.value ?? selection.name.value];
        if (field === undefined) continue;
        const type = getNamedType(field.type);
        const isThere = fieldName === undefined ? canBe(type) : selection.name.value === fieldName && canBe(parent);
        if (isThere) places.set(place.join('\n'), place);
        walk(selection.selectionSet?.selections ?? [], type, place);
      }
    }
  };
  const root = schema.getRootType(operation.operation);
  if (root) walk(operation.selectionSet.selections, root, []);
  return [...places.values()];
}

function fieldsOf(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
}

function isOrHolds(schema: GraphQLSchema, type: GraphQLNamedType, name: string): boolean {
  if (type.name === name) return true;
  const other = schema.getType(name);
  return isAbstractType(type) && isObjectType(other) && schema.isSubType(type, other);
}
