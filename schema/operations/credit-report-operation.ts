import { type DocumentNode, Kind, parse, print } from 'graphql';
import { allFields, namedType } from '../ast.ts';
import { SECTION_TYPES } from '../expansion/record-type.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';

/** What a report shows of every record. */
const RECORD =
  'id catalogueItem documentNo decidingOrgName decisionDate publicityEndDate legalBasis state subject { id }';

/**
 * The whole public credit report of one subject as one operation: every list that the departments add to the eight
 * sections of this supergraph.
 */
export function creditReportOperation(supergraph: Supergraph): string {
  const sections = [...allFields(supergraph.document)]
    .filter(({ type }) => type.name.value === 'CreditReport')
    .flatMap(({ field }) => section(supergraph.document, field.name.value, namedType(field.type).name.value));
  const operation = `
    query CreditReport($code: String!) {
      subjectByCode(code: $code) {
        id
        kind
        name
        uscc
        area { code name }
        predecessors { kind date predecessor { id name uscc } successorName }
        creditReport { reportNo generatedAt ${sections.join(' ')} }
      }
    }
    fragment Record on CreditRecord { ${RECORD} }`;
  return `${print(parse(operation))}\n`;
}

function section(document: DocumentNode, field: string, typeName: string): string[] {
  if (!Object.values(SECTION_TYPES).includes(typeName)) return [];
  const lists = [...allFields(document)]
    .filter(({ type }) => type.kind === Kind.OBJECT_TYPE_DEFINITION && type.name.value === typeName)
    .map(({ field: list }) => list.name.value)
    .filter((name) => name !== 'subjectId')
    .map((name) => `${name} { nodes { ...Record } pageInfo { hasNextPage endCursor } }`);
  return lists.length === 0 ? [] : [`${field} { ${lists.join(' ')} }`];
}
