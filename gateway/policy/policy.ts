import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql';
import { readJoins } from '../../schema/supergraph/joins.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import { type FieldPolicy, fieldFinder, typePolicies } from './field-policy.ts';
import { type GuardedInputs, inputGuards } from './guarded-inputs.ts';
import type { Requirement } from './requirement.ts';
import { type Scope, type Scopes, scopesOf } from './scope.ts';

/** Who may read what of a graph. Everything that does not depend on the caller is worked out once. */
export interface Policy {
  /** What clients see, protected elements included. */
  readonly schema: GraphQLSchema;
  /** True where no rule protects anything. */
  readonly isOpen: boolean;
  readonly scopes: Scopes;
  /** The root object of an operation of this kind. */
  rootScope(kind: OperationTypeNode): Scope;
  /** The field as it is selected on the objects of a scope; undefined where there is none. */
  field(scope: Scope, fieldName: string): FieldPolicy | undefined;
  /** What is known of a field by its coordinate, `Type.field`. On an interface: of all its implementations. */
  at(coordinate: string): FieldPolicy | undefined;
  /** What a type itself requires. */
  ofType(typeName: string): readonly Requirement[];
  /** Guarded fields of an input type. */
  ofInput(typeName: string): GuardedInputs;
  /** False where no argument or input field of the graph is guarded. */
  readonly hasGuardedInputs: boolean;
  /** Type of a field of an object or interface type. */
  typeOn(typeName: string, fieldName: string): GraphQLOutputType | undefined;
}

/**
 * Reads the policy of a supergraph. A field requires what its own rule says, the rule of the type that it stands in, and
 * the rule of the type that it returns, scalars and enums included; the lists of one rule are alternatives of conjunctions
 * (https://specs.apollo.dev/requiresScopes/v0.1, https://specs.apollo.dev/policy/v0.1).
 * - Selected on an interface, a field requires what it does on every implementation that can occur there, and what was
 *   stated for the interface itself; inside a fragment, what it does on that fragment's objects (authorization §2).
 * - A field of an interface or union of which every object type is protected requires that one of them is open: otherwise
 *   the number of objects would tell what none of them does.
 *
 * @param schema what clients see of the supergraph, protected elements included
 * @throws HubError SUPERGRAPH_INVALID where a filter names a field that does not exist
 */
export function readPolicy(supergraph: Supergraph, schema: GraphQLSchema): Policy {
  const scopes = scopesOf(schema);
  const { fields, ofType } = typePolicies(supergraph, readJoins(supergraph.document), scopes);
  const readable = fieldFinder(fields);
  const guards = inputGuards(supergraph, (coordinate) => fieldAt(coordinate, scopes, readable)?.requires);
  const guarded = new Map(
    [...fields].map(([type, own]) => {
      const withInputs = ([name, field]: [string, FieldPolicy]) =>
        [name, { ...field, inputs: guards.ofField(field.coordinate) }] as const;
      return [type, new Map([...own].map(withInputs))] as const;
    }),
  );
  const field = fieldFinder(guarded);
  return {
    schema,
    isOpen: supergraph.rules.size === 0,
    scopes,
    rootScope: (kind) => scopes.of(schema.getRootType(kind)?.name ?? '') ?? noRoot(kind),
    field,
    at: (coordinate) => fieldAt(coordinate, scopes, field),
    ofType,
    ofInput: guards.ofInput,
    hasGuardedInputs: guards.isAny,
    typeOn: (typeName, fieldName) => fieldTypeOn(schema, typeName, fieldName),
  };
}

function fieldTypeOn(schema: GraphQLSchema, typeName: string, fieldName: string): GraphQLOutputType | undefined {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName]?.type : undefined;
}

function fieldAt(coordinate: string, scopes: Scopes, field: Policy['field']): FieldPolicy | undefined {
  const [type = '', name = ''] = coordinate.split('.');
  // Types that clients do not see may still be filtered on.
  return field(scopes.of(type) ?? { type, objects: [type] }, name);
}

function noRoot(kind: OperationTypeNode): never {
  throw new Error(`The graph has no ${kind} type.`);
}
