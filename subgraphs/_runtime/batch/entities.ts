import { type GraphQLSchema, isObjectType } from 'graphql';
import type { SubgraphContext } from '../subgraph-context.ts';
import { decline } from './declined.ts';
import { settled } from './settled.ts';

/** Resolves the reference to an entity of one type. */
type Resolve = (reference: object, context: SubgraphContext) => unknown;

/** Entities behind references, for the `_entities` field of a federation subgraph. */
export function entitiesOf(
  references: unknown,
  schema: GraphQLSchema,
  context: SubgraphContext,
): readonly unknown[] | Promise<readonly unknown[]> {
  if (!Array.isArray(references)) return decline('no list of references');
  const entities = settled(references.map((reference: unknown) => entity(reference, schema, context)));
  // The field's value is one list.
  return entities instanceof Promise ? entities.then((list) => [list]) : [entities];
}

function entity(reference: unknown, schema: GraphQLSchema, context: SubgraphContext): unknown {
  if (typeof reference !== 'object' || reference === null) return decline('a reference that is no object');
  const { __typename: name } = reference as { readonly __typename?: unknown }; // cast: an object
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  if (!isObjectType(type)) return decline('a reference to no object type');
  const { subgraph } = (type.extensions.apollo ?? {}) as {
    readonly subgraph?: { readonly resolveReference?: Resolve };
  }; // cast: as @apollo/subgraph puts it there
  const resolve = subgraph?.resolveReference;
  if (resolve === undefined) return reference;
  return resolve.length > 2
    ? decline('a reference resolver that asks for more')
    : typed(resolve(reference, context), type.name);
}

/** Entities are of the type that their reference names. */
function typed(value: unknown, typeName: string): unknown {
  if (value instanceof Promise) return value.then((found: unknown) => typed(found, typeName));
  if (typeof value !== 'object' || value === null || '__typename' in value) return value;
  return { ...value, __typename: typeName };
}
