import { type DefinitionNode, type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';
import { catalogueEntry } from './record-type.ts';

/**
 * The union of every record type that the documents define, and of each type as much as a subgraph needs to refer to its records
 * without knowing anything of them. Who owns a type says everything else: its fields, its rules, and who sees which of its rows.
 *
 * @param name of the union
 * @param owners SDL of the departments, as they write it
 */
export function recordUnion(name: string, owners: readonly DocumentNode[]): readonly DefinitionNode[] {
  const types = owners
    .flatMap(({ definitions }) => definitions)
    .filter((node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter((type) => catalogueEntry(type) !== undefined)
    .sort((one, other) => (one.name.value < other.name.value ? -1 : 1));
  if (types.length === 0) return [];
  const members = types.map((type) => type.name.value).join(' | ');
  const union = parse(`"A record of any department. 任一部门的信用记录" union ${name} = ${members}`, {
    noLocation: true,
  });
  return [...union.definitions, ...types.map(reference)];
}

function reference({ name, description }: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const [type] = parse(`type ${name.value} @key(fields: "id", resolvable: false) { id: ID! }`, { noLocation: true })
    .definitions as readonly [ObjectTypeDefinitionNode]; // cast: the text says so
  return description === undefined ? type : { ...type, description };
}
