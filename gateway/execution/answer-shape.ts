import { isCompositeType, isEnumType, isListType, isNonNullType, type Type } from '@apollo/federation-internals';
import type { FieldNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import { selectedFields, subselections } from '../../schema/selected-fields.ts';
import type { ResponsePath } from './field-error.ts';
import type { GraphTypes } from './graph-types.ts';
import { leafCheck } from './leaf-check.ts';
import type { PrivateNames } from './private-names.ts';
import { isNode, type ResultNode } from './result-node.ts';

/** The answer's data as the client asked for it, and the places whose values had to be there and were not. */
export interface Shaped {
  readonly data: Record<string, unknown> | null;
  readonly missing: readonly ResponsePath[];
}

/** Makes answers out of trees. `introspection` holds what the gateway answers itself, by response key. */
export type Shape = (root: ResultNode, introspection: Readonly<Record<string, unknown>>) => Shaped;

/** What shapes are compiled against. */
export interface ShapeSetting {
  /** Types of the API schema. */
  readonly types: GraphTypes;
  readonly names: PrivateNames;
}

/**
 * Compiles the projection of the tree onto the operation: the client's names in the client's order, and null instead of an
 * object that lacks a value which must not be null (GraphQL specification, "Handling field errors"). What was asked and is
 * not open to the caller is null, whatever the tree holds: the same field may have been fetched to join answers.
 */
export function answerShape(
  { asked, open }: { readonly asked: OperationDefinitionNode; readonly open: OperationDefinitionNode | null },
  setting: ShapeSetting,
): Shape {
  const rootType = setting.types.rootType(asked.operation === 'mutation' ? 'mutation' : 'query');
  const selections = asked.selectionSet.selections;
  const shapeRoot = objectShape({ asked: selections, open: open?.selectionSet.selections ?? [] }, rootType, setting);
  return (root, introspection) => {
    const place: Place = { path: [], missing: [], introspection };
    const data = shapeRoot(root, place);
    return { data: data === INVALID ? null : (data as Record<string, unknown>), missing: place.missing }; // cast: an object's shape
  };
}

/** In the place of a null that must not stand there; the next nullable field above takes it. */
const INVALID = Symbol('invalid');

/** Where the projection is, and what it has found on its way. */
interface Place {
  readonly path: (string | number)[];
  readonly missing: ResponsePath[];
  readonly introspection: Readonly<Record<string, unknown>>;
}

type ShapeValue = (value: unknown, place: Place) => unknown;

/** Most missing values that are noted; with more of them, the answer is null all over. */
const MAX_MISSING = 100;

const missingValue: ShapeValue = (_, { path, missing }) => {
  if (missing.length < MAX_MISSING) missing.push([...path]);
  return INVALID;
};

/** What a client selects of an object, and what of it is open; the same list where all of it is. */
interface Selected {
  readonly asked: readonly SelectionNode[];
  readonly open: readonly SelectionNode[];
}

function objectShape({ asked, open }: Selected, runtimeType: string, setting: ShapeSetting): ShapeValue {
  const applies = (condition: string) => setting.types.fulfils(runtimeType, condition);
  const askedFields = selectedFields(asked, applies);
  const openFields = open === asked ? askedFields : selectedFields(open, applies);
  const fields = [...askedFields].map(([key, nodes]) => ({
    key,
    name: nodes[0] === undefined ? key : setting.names.of(nodes[0]),
    shape: fieldShape(key, { asked: nodes, open: openFields.get(key) ?? [] }, runtimeType, setting),
  }));
  return (node, place) => {
    const data: Record<string, unknown> = {};
    for (const { key, name, shape } of fields) {
      place.path.push(key);
      const value = shape((node as ResultNode)[name], place); // cast: callers have looked
      place.path.pop();
      if (value === INVALID) return INVALID;
      data[key] = value;
    }
    return data;
  };
}

/** The nodes that a response key merges, and those of them that are open. */
interface SelectedField {
  readonly asked: readonly FieldNode[];
  readonly open: readonly FieldNode[];
}

function fieldShape(key: string, field: SelectedField, runtimeType: string, setting: ShapeSetting): ShapeValue {
  const name = field.asked[0]?.name.value ?? '';
  const type = name.startsWith('__') ? undefined : setting.types.fieldType(runtimeType, name);
  if (field.open.length === 0) return type === undefined || isNonNullType(type) ? () => INVALID : () => null;
  if (name === '__typename') return setting.types.isObject(runtimeType) ? () => runtimeType : missingValue;
  if (name.startsWith('__')) return (_, { introspection }) => introspection[key] ?? null;
  if (type === undefined) throw new Error(`${runtimeType}.${name} is no field.`);
  const asked = subselections(field.asked);
  return valueShape(type, { asked, open: field.open === field.asked ? asked : subselections(field.open) }, setting);
}

function valueShape(type: Type, selections: Selected, setting: ShapeSetting): ShapeValue {
  if (isNonNullType(type)) {
    const inner = valueShape(type.ofType, selections, setting);
    return (value, place) => {
      const before = place.missing.length;
      const shaped = inner(value, place);
      if (shaped !== null) return shaped;
      // What made the value null further inside has been noted there.
      return place.missing.length === before ? missingValue(value, place) : INVALID;
    };
  }
  const shape = isListType(type)
    ? listShape(valueShape(type.ofType, selections, setting))
    : isCompositeType(type)
      ? compositeShape(selections, type.name, setting)
      : leafShape(type);
  return (value, place) => {
    if (value === undefined || value === null) return null;
    const shaped = shape(value, place);
    return shaped === INVALID ? null : shaped;
  };
}

function listShape(item: ShapeValue): ShapeValue {
  return (value, place) => {
    if (!Array.isArray(value)) return null;
    const items: unknown[] = new Array(value.length);
    for (let index = 0; index < value.length; index += 1) {
      place.path.push(index);
      const shaped = item(value[index], place);
      place.path.pop();
      if (shaped === INVALID) return INVALID;
      items[index] = shaped;
    }
    return items;
  };
}

function compositeShape(selections: Selected, typeName: string, setting: ShapeSetting): ShapeValue {
  const possible = setting.types.runtimeTypes(typeName);
  const shapes = new Map<string, ShapeValue>();
  return (value, place) => {
    if (!isNode(value)) return null;
    // An object whose type nobody told is taken for one of the declared type.
    const runtimeType = typeof value.__typename === 'string' ? value.__typename : typeName;
    if (runtimeType !== typeName && !possible.has(runtimeType)) return null;
    const shape = shapes.get(runtimeType) ?? objectShape(selections, runtimeType, setting);
    shapes.set(runtimeType, shape);
    return shape(value, place);
  };
}

/** The reader has checked the value against the department's schema; the API schema may know fewer values of an enum. */
function leafShape(type: Type): ShapeValue {
  if (!isEnumType(type)) return (value) => value;
  const fits = leafCheck(type);
  return (value) => (fits(value) ? value : null);
}
