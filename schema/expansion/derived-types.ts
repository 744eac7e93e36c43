import { type ConstDirectiveNode, type DefinitionNode, type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import { listFieldName } from '../list-field-name.ts';
import { ACCESS_DIRECTIVES } from '../specs.ts';
import { type CatalogueEntry, SECTION_TYPES } from './record-type.ts';

/** Name of the connection type of a record type. */
export function connectionName(typeName: string): string {
  return `${typeName}Connection`;
}

/**
 * Everything that follows from a record type: its connection, its list on the subject, in its report section and at the
 * root. A rule on the record type also stands on the connection, since a count tells something as well.
 */
export function derivedTypes(type: ObjectTypeDefinitionNode, entry: CatalogueEntry): readonly DefinitionNode[] {
  const name = type.name.value;
  const rule = accessDirectives(type.directives ?? []);
  const list = (filterOwner: string) => listField(name, entry, filterOwner);
  const section = entry.class === 'PUBLIC' && entry.section !== undefined ? SECTION_TYPES[entry.section] : undefined;
  const sdl = `
    "A page of ${name}. ${entry.title}（分页）"
    type ${connectionName(name)} ${rule} {
      "The records with their cursors. 记录及游标"
      edges: [${name}Edge!]!
      "The records. 记录"
      nodes: [${name}!]!
      "Where the page stands. 分页信息"
      pageInfo: PageInfo!
      "How many there are in all. 总数"
      totalCount: Int!
    }

    "One ${name} and its place in the list. ${entry.title}（游标）"
    type ${name}Edge ${rule} {
      "Give it as \`after\` to go on from here. 游标"
      cursor: String!
      "The record. 记录"
      node: ${name}!
    }

    type CreditSubject @key(fields: "id") { id: ID! ${list('of the subject')} }
    type Query { ${list('of all subjects')} }
    ${section === undefined ? '' : `type ${section} @key(fields: "subjectId") { subjectId: ID! ${list('of the subject')} }`}
  `;
  return parse(sdl, { noLocation: true }).definitions;
}

function listField(typeName: string, entry: CatalogueEntry, whose: string): string {
  return `
    """
    ${typeName} records ${whose}, latest decision first.
    ${entry.title}
    """
    ${listFieldName(typeName)}(
      "At most so many, 1 to 100. 每页条数"
      first: Int = 20
      "Cursor to go on after. 起始游标"
      after: String
      "Which records. 筛选条件"
      filter: CreditRecordFilter
    ): ${connectionName(typeName)}
  `;
}

function accessDirectives(directives: readonly ConstDirectiveNode[]): string {
  const names: readonly string[] = ACCESS_DIRECTIVES;
  return directives
    .filter((directive) => names.includes(directive.name.value))
    .map(print)
    .join(' ');
}
