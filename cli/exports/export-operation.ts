import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';

/** Most changes of a page: with more of them at once, the collector of garbage has more to do than there is to gain. */
export const PAGE_CHANGES = 500;

/** The subgraph's own words of a change beside the record. */
const CHANGE_FIELDS = 'operation reason item recordId version at';

/**
 * The operation that asks for a page of changes with all that there is of the records of these types, and of their subjects: each
 * value, and each object that holds nothing but values. What of it a caller may see is for the graph to say.
 */
export function exportOperation(schema: GraphQLSchema, recordTypes: readonly string[]): DocumentNode {
  const fragments = recordTypes.flatMap((name) => {
    const type = schema.getType(name);
    return isObjectType(type) ? [`... on ${name} { ${valuesOf(type)} }`] : [];
  });
  const subject = schema.getType('CreditSubject');
  const text = `query export($after: String, $first: Int, $departments: [String!], $items: [String!]) {
    changes(after: $after, first: $first, departments: $departments, items: $items) {
      nodes {
        ${CHANGE_FIELDS}
        subject { ${isObjectType(subject) ? valuesOf(subject) : 'id'} }
        record { __typename ${fragments.join(' ')} }
      }
      rightsChanged
      pageInfo { hasNextPage endCursor }
    }
  }`;
  return parse(text, { noLocation: true });
}

function valuesOf(type: GraphQLObjectType): string {
  return Object.values(type.getFields())
    .flatMap((field) => selectionOf(field))
    .join(' ');
}

/** Nothing where the field needs an argument, or leads on to other objects. */
function selectionOf({ name, type, args }: GraphQLField<unknown, unknown>): readonly string[] {
  if (args.some(isRequiredArgument)) return [];
  const named = getNamedType(type);
  if (isLeafType(named)) return [name];
  if (!isObjectType(named)) return [];
  const inner = Object.values(named.getFields());
  const holdsValues = inner.every((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0);
  return holdsValues ? [`${name} { ${inner.map((field) => field.name).join(' ')} }`] : [];
}
