import type { Joins } from '../../schema/supergraph/joins.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';

/** Fields by which pages lead to what they list (GraphQL Cursor Connections Specification, and `nodes` beside it). */
const PAGE_FIELDS = ['nodes', 'edges', 'node'];

/**
 * Code of the catalogue item that values of a type belong to: a record type's own; a page's or an edge's, that of the
 * record type which it leads to.
 */
export function catalogueItems(supergraph: Supergraph, joins: Joins): (typeName: string) => string | undefined {
  const itemOf = (typeName: string, path: readonly string[]): string | undefined => {
    const own = supergraph.catalogue.get(typeName)?.code;
    if (own !== undefined || path.includes(typeName)) return own;
    const fields = joins.types.get(typeName)?.fields;
    for (const name of PAGE_FIELDS) {
      const field = fields?.get(name);
      const item = field === undefined ? undefined : itemOf(field.type, [...path, typeName]);
      if (item !== undefined) return item;
    }
    return undefined;
  };
  const items = new Map([...joins.types.keys()].map((name) => [name, itemOf(name, [])]));
  return (typeName) => items.get(typeName);
}
