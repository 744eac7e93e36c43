import type { JoinedField, JoinedType, Joins } from '../../schema/supergraph/joins.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';

/** Who has the data of a type or field, by public name; undefined where it is nobody, or several. */
export interface Owners {
  ofType(typeName: string): string | undefined;
  ofField(typeName: string, field: JoinedField): string | undefined;
}

/** Reads owners from what the supergraph says of its subgraphs. */
export function readOwners(supergraph: Supergraph, joins: Joins): Owners {
  const nameOf = (graph: string): string => {
    const subgraph = joins.subgraphs.get(graph) ?? graph;
    return supergraph.departments.get(subgraph)?.name ?? subgraph;
  };
  const ofType = (typeName: string) => only(joins.types.get(typeName)?.joins.map(({ graph }) => nameOf(graph)));
  return {
    ofType,
    ofField: (typeName, field) => {
      const type = joins.types.get(typeName);
      const graphs = type === undefined ? [] : resolvingGraphs(type, field, joins);
      return only(graphs.map(nameOf)) ?? ofType(typeName);
    },
  };
}

/** A field that an interface object adds is told of on the interface only. */
function resolvingGraphs(type: JoinedType, field: JoinedField, joins: Joins): string[] {
  const own = field.joins.filter(({ isResolved }) => isResolved).map(({ graph }) => graph);
  if (own.length > 0) return own;
  return type.implementations.flatMap(({ interface: name }) => {
    const inherited = joins.types.get(name)?.fields.get(field.name)?.joins ?? [];
    return inherited.filter(({ isResolved }) => isResolved).map(({ graph }) => graph);
  });
}

function only(names: readonly string[] = []): string | undefined {
  return new Set(names).size === 1 ? names[0] : undefined;
}
