import { holders, type JoinedField, type JoinedType, type Joins } from '../../schema/supergraph/joins.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';

/** A department that has data. Several may share one public name. */
export interface Owner {
  /** Name of its subgraph, by which it is asked for access. */
  readonly code: string;
  /** Name that callers are told. */
  readonly name: string;
}

/** Who has the data of a type or field; undefined where it is nobody, or several. The same object for the same department. */
export interface Owners {
  ofType(typeName: string): Owner | undefined;
  ofField(typeName: string, field: JoinedField): Owner | undefined;
}

/** Reads owners from what the supergraph says of its subgraphs. */
export function readOwners(supergraph: Supergraph, joins: Joins): Owners {
  const owners = new Map(
    [...joins.subgraphs].map(([graph, code]): [string, Owner] => [
      graph,
      { code, name: supergraph.departments.get(code)?.name ?? code },
    ]),
  );
  const ownerOf = (graph: string) => owners.get(graph);
  const ofType = (typeName: string) => {
    const type = joins.types.get(typeName);
    return type === undefined ? undefined : only(holders(type).map(ownerOf));
  };
  return {
    ofType,
    ofField: (typeName, field) => {
      const type = joins.types.get(typeName);
      const graphs = type === undefined ? [] : resolvingGraphs(type, field, joins);
      return only(graphs.map(ownerOf)) ?? ofType(typeName);
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

function only(owners: readonly (Owner | undefined)[]): Owner | undefined {
  return new Set(owners).size === 1 ? owners[0] : undefined;
}
