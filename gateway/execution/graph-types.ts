import {
  type CompositeType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isSubtype,
  possibleRuntimeTypes,
  type Schema,
  type Type,
} from '@apollo/federation-internals';

/** The types of one subgraph, or of the supergraph, as answers are held against them. */
export interface GraphTypes {
  /** Type of a field; undefined where there is none. */
  fieldType(typeName: string, fieldName: string): Type | undefined;
  /** True when every object of the type fulfils the condition. */
  fulfils(typeName: string, condition: string): boolean;
  /** Names of the object types that a value of the type can be of. */
  runtimeTypes(typeName: string): ReadonlySet<string>;
  has(typeName: string): boolean;
  isObject(typeName: string): boolean;
  rootType(kind: 'query' | 'mutation'): string;
}

/** Reads types from a schema; what was asked once is remembered. */
export function graphTypes(schema: Schema): GraphTypes {
  const composite = (name: string): CompositeType | undefined => {
    const type = schema.type(name);
    return type !== undefined && isCompositeType(type) ? type : undefined;
  };
  const runtimeTypes = new Map<string, ReadonlySet<string>>();
  // By condition, then by type: large answers ask for each of their objects, and a key made of both names would be made each time.
  const fulfilled = new Map<string, Map<string, boolean>>();
  return {
    fieldType: (typeName, fieldName) => {
      const type = composite(typeName);
      return type !== undefined && (isObjectType(type) || isInterfaceType(type))
        ? type.field(fieldName)?.type
        : undefined;
    },
    fulfils: (typeName, condition) => {
      if (typeName === condition) return true;
      const known = fulfilled.get(condition)?.get(typeName);
      if (known !== undefined) return known;
      const fulfils = isSubtypeOf(composite(condition), composite(typeName));
      fulfilled.set(condition, (fulfilled.get(condition) ?? new Map<string, boolean>()).set(typeName, fulfils));
      return fulfils;
    },
    runtimeTypes: (typeName) => {
      const type = composite(typeName);
      const known =
        runtimeTypes.get(typeName) ??
        new Set(type === undefined ? [] : possibleRuntimeTypes(type).map(({ name }) => name));
      runtimeTypes.set(typeName, known);
      return known;
    },
    has: (typeName) => composite(typeName) !== undefined,
    isObject: (typeName) => {
      const type = composite(typeName);
      return type !== undefined && isObjectType(type);
    },
    rootType: (kind) => schema.schemaDefinition.rootType(kind)?.name ?? '',
  };
}

function isSubtypeOf(condition: CompositeType | undefined, type: CompositeType | undefined): boolean {
  if (condition === undefined || type === undefined || !isAbstractType(condition)) return false;
  return isSubtype(condition, type);
}
