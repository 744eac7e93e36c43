import { parseFieldSet, selectedFields } from '../../supergraph/field-set.ts';
import { type JoinedField, type JoinedType, type Joins, resolves } from '../../supergraph/joins.ts';
import type { Problem } from '../problem.ts';

/**
 * A field of an `@interfaceObject` that `@requires` a field of the interface's types, while another subgraph returns the
 * interface as an object and has nothing of what is required. Asked there of one of the types, it has no plan that ends: a
 * short query holds the process up for ten seconds and takes a gigabyte before it fails.
 */
export function checkEndlessPlans(joins: Joins): Problem[] {
  const objectTypes = [...joins.types.values()].filter((type) => type.joins.some((join) => join.isInterfaceObject));
  return objectTypes.flatMap((type) => {
    const returns = objectReturns(type, joins);
    return [...type.fields.values()].flatMap((field) =>
      field.joins.flatMap(({ graph, requires }) => {
        if (requires === undefined || !isObjectIn(graph, type)) return [];
        const needs = selectedFields(parseFieldSet(requires, type.name), joins).map((selected) => selected.field);
        if (!needs.some((need) => isOfTypes(need, type))) return [];
        return [...returns]
          .filter(([other]) => other !== graph && !needs.some((need) => resolves(other, need)))
          .map(([, coordinate]) => problem(field, joins.subgraphs.get(graph) ?? graph, type, coordinate));
      }),
    );
  });
}

/** Where subgraphs return the interface as an object: a field of each. */
function objectReturns(type: JoinedType, { types }: Joins): Map<string, string> {
  const returns = [...types.values()]
    .flatMap(({ fields }) => [...fields.values()])
    .flatMap(({ coordinate, joins }) => joins.map((join) => ({ ...join, coordinate, returned: join.type })))
    .filter(({ isResolved, returned, graph }) => isResolved && returned === type.name && isObjectIn(graph, type));
  return new Map(returns.map(({ graph, coordinate }) => [graph, coordinate]));
}

function isObjectIn(graph: string, { joins }: JoinedType): boolean {
  return joins.some((join) => join.graph === graph && join.isInterfaceObject);
}

/** Whether a subgraph that knows the types of the interface resolves the field. */
function isOfTypes(field: JoinedField, { joins }: JoinedType): boolean {
  return joins.some((join) => !join.isInterfaceObject && resolves(join.graph, field));
}

function problem(field: JoinedField, subgraph: string, type: JoinedType, returning: string): Problem {
  return {
    coordinate: field.coordinate,
    subgraph,
    text:
      `It @requires fields of the types of ${type.name}, and ${returning} returns ${type.name} from a subgraph that ` +
      'knows it as an object and has none of these; a plan from there to one of the types never ends.',
    remedy: 'Let that subgraph resolve what is required as well, or know the types.',
  };
}
