import type fc from 'fast-check';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ArgumentValues } from '../federated-example.ts';
import { type Draft, draft } from './draft.ts';
import { randomSelections } from './random-selections.ts';

/** An operation of one's own, with the values of its variables. */
export interface RandomOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** For people who look at a case that failed. */
  readonly text: string;
}

/** What operations are made of. */
export interface RandomSetting {
  readonly schema: GraphQLSchema;
  readonly values: ArgumentValues;
  /** Levels of selection sets. */
  readonly depth: number;
}

/** Writes an operation that is valid in the schema: a mutation where there are some, now and then, or else a query. */
export function randomOperation(gen: fc.GeneratorValue, { schema, values, depth }: RandomSetting): RandomOperation {
  const made = draft(schema, values, gen);
  const mutation = schema.getMutationType();
  const isMutation = mutation != null && made.choices.chance(60);
  const root = (isMutation ? mutation : schema.getQueryType()) as GraphQLObjectType; // cast: every schema has queries
  const selectionSet = withIntrospection(made, randomSelections(made, root, '', depth), isMutation);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
        variableDefinitions: made.variables.map(({ definition }) => definition),
        selectionSet,
      },
      ...made.fragments,
    ],
  };
  const text = print(document);
  return { document: parse(text), variables: givenVariables(made), text };
}

function givenVariables({ variables }: Draft): Record<string, unknown> {
  const given = variables.filter(({ value }) => value !== undefined);
  return Object.fromEntries(given.map(({ definition, value }) => [definition.variable.name.value, value]));
}

const INTROSPECTION = [
  '{ __schema { queryType { name } types { name kind } } }',
  '{ i: __schema { directives { name args { name type { kind } } } } }',
  '{ __type(name: "Query") { __typename name fields { name isDeprecated } } }',
  '{ id: __type(name: "Nobody") { name } }',
].map(selectionsOf);

/** Questions about the schema itself stand between others now and then. */
function withIntrospection({ choices, names }: Draft, set: SelectionSetNode, isMutation: boolean): SelectionSetNode {
  if (isMutation || !choices.chance(8)) return set;
  const asked = choices.oneOf(INTROSPECTION);
  const isFree = asked.every(({ alias }) => alias === undefined || names.isFree('', alias.value));
  return isFree ? { ...set, selections: [...set.selections.slice(0, 1), ...asked, ...set.selections.slice(1)] } : set;
}

function selectionsOf(text: string): readonly FieldNode[] {
  const [definition] = parse(text, { noLocation: true }).definitions;
  const selections: readonly SelectionNode[] =
    definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  return selections.filter((selection): selection is FieldNode => selection.kind === Kind.FIELD);
}
