import { type FieldJoin, type JoinedField, type JoinedType, type Joins, resolves } from '../../supergraph/joins.ts';
import type { Problem } from '../problem.ts';

/**
 * A field that returns an interface of which its subgraph has no object type. A plan looks for what other subgraphs add to
 * the interface on the objects that there may be, finds none, and leaves it out, and the call with it, without an error.
 */
export function checkMemberlessInterfaces(joins: Joins): Problem[] {
  return [...joins.types.values()]
    .flatMap(({ fields }) => [...fields.values()])
    .flatMap((field) =>
      field.joins.filter(({ isResolved }) => isResolved).flatMap((join) => checkField(field, join, joins)),
    );
}

function checkField({ coordinate }: JoinedField, { graph, type }: FieldJoin, joins: Joins): Problem[] {
  const lost = lostFields(joins.types.get(type), graph, joins);
  if (lost.length === 0) return [];
  return [
    {
      coordinate,
      subgraph: joins.subgraphs.get(graph) ?? graph,
      text:
        `It returns the interface ${type}, which no type of this subgraph implements; a plan leaves out what others ` +
        `add to it (${lost.join(', ')}), without an error.`,
      remedy: 'Define the implementing types here, or remove the field.',
    },
  ];
}

/** Fields of a memberless interface that the subgraph does not have itself. */
function lostFields(type: JoinedType | undefined, graph: string, { types }: Joins): string[] {
  if (type === undefined || !isMemberless(type, graph, types)) return [];
  return [...type.fields.values()].filter((field) => !resolves(graph, field)).map(({ coordinate }) => coordinate);
}

/** True of an interface, known as one in the subgraph, that none of its object types implements. */
function isMemberless({ name, isInterface, joins }: JoinedType, graph: string, types: Joins['types']): boolean {
  return (
    isInterface &&
    joins.some((join) => join.graph === graph && !join.isInterfaceObject) &&
    ![...types.values()].some(
      (type) =>
        !type.isInterface &&
        type.implementations.some((implemented) => implemented.graph === graph && implemented.interface === name),
    )
  );
}
