import { type DocumentNode, type FieldDefinitionNode, type InputValueDefinitionNode, Kind } from 'graphql';
import {
  argumentsOf,
  directiveOn,
  type FieldsNode,
  hasFields,
  isObject,
  namedType,
  type WithDirectives,
} from '../ast.ts';

/** Which subgraph has what of a supergraph, as its `@join__…` directives say (https://specs.apollo.dev/join). */
export interface Joins {
  /** Object and interface types by name. */
  readonly types: ReadonlyMap<string, JoinedType>;
  /** Names of the object types that an object or interface type stands for, by its name. */
  readonly objects: ReadonlyMap<string, readonly string[]>;
  /** Names of the subgraphs, by the enum value that stands for them. */
  readonly subgraphs: ReadonlyMap<string, string>;
}

export interface JoinedType {
  readonly name: string;
  readonly isInterface: boolean;
  /** One for each key that a subgraph gives the type, or one for a subgraph that gives it none. */
  readonly joins: readonly TypeJoin[];
  readonly implementations: readonly { readonly graph: string; readonly interface: string }[];
  readonly fields: ReadonlyMap<string, JoinedField>;
}

export interface TypeJoin {
  readonly graph: string;
  readonly key: string | undefined;
  readonly isResolvable: boolean;
  /** The subgraph knows the interface as one object type. */
  readonly isInterfaceObject: boolean;
}

export interface JoinedField {
  readonly name: string;
  readonly coordinate: string;
  readonly arguments: readonly InputValueDefinitionNode[];
  /** Name of the type that it returns. */
  readonly type: string;
  readonly joins: readonly FieldJoin[];
}

export interface FieldJoin {
  readonly graph: string;
  readonly requires: string | undefined;
  /** False where the subgraph names the field only for others to resolve. */
  readonly isResolved: boolean;
  /** Name of the type that it returns in this subgraph. */
  readonly type: string;
}

/** Reads the joins of a supergraph document. */
export function readJoins(supergraph: DocumentNode): Joins {
  const types = supergraph.definitions.filter(hasFields);
  return {
    types: new Map(types.map((node) => [node.name.value, joinedType(node)])),
    objects: objectsByType(types),
    subgraphs: subgraphNames(supergraph),
  };
}

/** The subgraphs that answer for the type, by their enum values: who only refers to entities of others is none of them. */
export function holders({ joins }: JoinedType): readonly string[] {
  return [...new Set(joins.filter(({ isResolvable }) => isResolvable).map(({ graph }) => graph))];
}

/** Whether the subgraph resolves the field itself. */
export function resolves(graph: string, field: JoinedField): boolean {
  return field.joins.some((join) => join.graph === graph && join.isResolved);
}

function joinedType(node: FieldsNode): JoinedType {
  const joins = argumentsOfAll(node, 'join__type').map(typeJoin);
  return {
    name: node.name.value,
    isInterface: !isObject(node),
    joins,
    implementations: argumentsOfAll(node, 'join__implements').map((args) => ({
      graph: String(args.graph),
      interface: String(args.interface),
    })),
    fields: new Map((node.fields ?? []).map((field) => [field.name.value, joinedField(node.name.value, field, joins)])),
  };
}

function typeJoin({ graph, key, resolvable, isInterfaceObject }: Record<string, unknown>): TypeJoin {
  return {
    graph: String(graph),
    key: typeof key === 'string' ? key : undefined,
    isResolvable: resolvable !== false,
    isInterfaceObject: isInterfaceObject === true,
  };
}

/** A field that says nothing of subgraphs is in all of its type's; one that only says so much is in none by itself. */
function joinedField(parent: string, node: FieldDefinitionNode, parentJoins: readonly TypeJoin[]): JoinedField {
  const type = namedType(node.type).name.value;
  const stated = argumentsOfAll(node, 'join__field');
  const joins = stated.length === 0 ? parentJoins : stated.filter(({ graph }) => graph !== undefined);
  return {
    name: node.name.value,
    coordinate: `${parent}.${node.name.value}`,
    arguments: node.arguments ?? [],
    type,
    joins: joins.map((join) => fieldJoin({ ...join }, type)),
  };
}

function fieldJoin(args: Record<string, unknown>, type: string): FieldJoin {
  return {
    graph: String(args.graph),
    requires: typeof args.requires === 'string' ? args.requires : undefined,
    isResolved: args.external !== true && args.usedOverridden !== true,
    type: typeof args.type === 'string' ? args.type.replace(/[[\]!]/g, '') : type,
  };
}

function objectsByType(types: readonly FieldsNode[]): Map<string, string[]> {
  const objects = new Map<string, string[]>();
  for (const object of types.filter(isObject)) {
    for (const { name } of [object, ...(object.interfaces ?? [])]) {
      objects.set(name.value, [...(objects.get(name.value) ?? []), object.name.value]);
    }
  }
  return objects;
}

function subgraphNames(supergraph: DocumentNode): Map<string, string> {
  const values = supergraph.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph' ? (node.values ?? []) : [],
  );
  return new Map(
    values.map((value) => {
      const graph = directiveOn(value, 'join__graph');
      return [value.name.value, graph === undefined ? value.name.value : String(argumentsOf(graph).name)];
    }),
  );
}

function argumentsOfAll(node: WithDirectives, directive: string): Record<string, unknown>[] {
  return (node.directives ?? []).filter(({ name }) => name.value === directive).map(argumentsOf);
}
