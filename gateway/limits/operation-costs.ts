import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Cost, product, sum } from './cost.ts';
import { pageLength } from './page-length.ts';
import type { QueryDocument } from './query-document.ts';

/**
 * Objects that the answer to each operation may hold: one for each object, none for leaf values, and for lists as many as
 * they are long. The length of a list is its own paging argument or, below a connection, the connection's; a list without
 * one is taken to be `assumedListSize` long. The work grows with the text, not with what its fragments expand to.
 *
 * Introspection costs nothing here, nor do fields and types that the schema does not have: they fail validation.
 */
export function operationCosts(
  { operations, fragments }: QueryDocument,
  schema: GraphQLSchema,
  assumedListSize: number,
): ReadonlyMap<OperationDefinitionNode, Cost> {
  const reader = new CostReader(schema, assumedListSize);
  for (const [name, { typeCondition, selectionSet }] of fragments) {
    reader.spreads.set(name, reader.selections(selectionSet, schema.getType(typeCondition.name.value)));
  }
  return new Map(
    operations.map((operation) => {
      const root = reader.selections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
      return [operation, sum([root.once, product(assumedListSize, root.perItem)])] as const;
    }),
  );
}

/** What selections cost in an object, apart from the object itself. */
interface SelectionCost {
  readonly once: Cost;
  /** To be multiplied with the page length of the field that the object stands in: lists that have none of their own. */
  readonly perItem: Cost;
}

const FREE: SelectionCost = { once: 0, perItem: 0 };

class CostReader {
  /** By name of a fragment. */
  readonly spreads = new Map<string, SelectionCost>();
  readonly #schema: GraphQLSchema;
  readonly #assumed: number;

  constructor(schema: GraphQLSchema, assumedListSize: number) {
    this.#schema = schema;
    this.#assumed = assumedListSize;
  }

  selections({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): SelectionCost {
    const parts = selections.map((selection) => this.#selection(selection, type));
    return { once: sum(parts.map(({ once }) => once)), perItem: sum(parts.map(({ perItem }) => perItem)) };
  }

  #selection(selection: SelectionNode, type: GraphQLNamedType | undefined): SelectionCost {
    switch (selection.kind) {
      case Kind.FIELD:
        return this.#field(selection, type);
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition?.name.value;
        return this.selections(
          selection.selectionSet,
          condition === undefined ? type : this.#schema.getType(condition),
        );
      }
      case Kind.FRAGMENT_SPREAD:
        return this.spreads.get(selection.name.value) ?? FREE;
    }
  }

  #field(node: FieldNode, type: GraphQLNamedType | undefined): SelectionCost {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field === undefined || node.selectionSet === undefined) return FREE;
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return FREE;
    const below = this.selections(node.selectionSet, named);
    const length = pageLength(node, field, this.#assumed);
    const object = (items: Cost) => sum([1, below.once, product(items, below.perItem)]);
    if (!isListType(getNullableType(field.type))) return { once: object(length ?? this.#assumed), perItem: 0 };
    const item = object(this.#assumed);
    return length === null ? { once: 0, perItem: item } : { once: product(length, item), perItem: 0 };
  }
}
