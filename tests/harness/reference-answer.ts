import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Variables } from '../../gateway/sources/source.ts';
import type { StockGateway } from './stock-gateway.ts';

/** Keys and list positions that lead to a place of an answer. */
export type Path = readonly (string | number)[];

/** What the stock gateway answers, where it is right. */
export interface ReferenceAnswer {
  readonly data: unknown;
  /** Places of errors that departments reported. */
  readonly errors: readonly Path[];
  /** Places of errors about something below them that the client did not ask, a required field for instance. */
  readonly vagueErrors: readonly Path[];
  /** Places where nothing was, but had to be. Noted where no department reported an error. */
  readonly missing: readonly Path[];
  /** Places of values that do not fit their type, noted likewise. */
  readonly wrong: readonly Path[];
}

/**
 * The stock gateway's answer without its known faults. It takes aliases for the fields that they are named after, so it is
 * asked with aliases that mean nothing. It answers null for an object of which everything is skipped, so conditions are
 * decided before. And it brings the fields of fragments with equal conditions together, so root fields are taken out of
 * their fragments, and the answer is put into the order of the specification ("CollectFields") by graphql-js.
 */
export async function referenceAnswer(
  stock: StockGateway,
  document: DocumentNode,
  variables: Variables,
): Promise<ReferenceAnswer> {
  const decided = withoutRootFragments(withoutConditions(document, stock.schema, variables));
  const asked = withPlainNames(decided, stock.schema);
  const result = await stock.execute(asked, variables);
  const { data } = result.data ? inOrder(stock.schema, document, variables, result.data) : result;
  const completions = valueCompletion(result);
  const errorPaths = (result.errors ?? []).map(({ path = [] }) => path);
  const isWhole = (path: Path) => askedPart(path).length === path.length;
  return {
    data,
    errors: errorPaths.filter(isWhole).map(clientPath),
    vagueErrors: errorPaths.filter((path) => !isWhole(path)).map((path) => clientPath(askedPart(path))),
    missing: completions
      .filter(({ message }) => message.startsWith('Cannot return null'))
      .map(({ path }) => clientPath(path)),
    wrong: completions.map(({ path }) => clientPath(path)),
  };
}

/** The operation with what is skipped taken out of it. */
function withoutConditions(document: DocumentNode, schema: GraphQLSchema, variables: Variables): DocumentNode {
  const operation = getOperationAST(document);
  const { coerced = {} } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
  const decide = <T extends SelectionNode>(node: T): T | null => {
    const isSkipped = getDirectiveValues(GraphQLSkipDirective, node, coerced)?.if === true;
    const isIncluded = getDirectiveValues(GraphQLIncludeDirective, node, coerced)?.if !== false;
    return isSkipped || !isIncluded ? null : { ...node, directives: [] };
  };
  return visit(document, {
    Field: decide,
    FragmentSpread: decide,
    InlineFragment: { enter: decide, leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
  });
}

/** The operation with its root fields in the order in which they are asked; every fragment there applies. */
function withoutRootFragments(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const flat = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment?.selectionSet.selections.flatMap(flat) ?? [];
  };
  const definitions = document.definitions.map((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return node;
    return { ...node, selectionSet: { ...node.selectionSet, selections: node.selectionSet.selections.flatMap(flat) } };
  });
  return { ...document, definitions };
}

const PREFIX = 'x_';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The operation with names that are nobody's, and with the type's name where something depends on it. */
function withPlainNames(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema);
  const visitor = {
    Field(node: FieldNode): FieldNode | undefined {
      if (node.name.value.startsWith('__') && node.alias === undefined) return undefined;
      return { ...node, alias: { kind: Kind.NAME, value: PREFIX + (node.alias ?? node.name).value } };
    },
    SelectionSet: {
      leave(node: SelectionSetNode): SelectionSetNode | undefined {
        const isPlain = node.selections.length > 0 && node.selections.every(({ kind }) => kind === Kind.FIELD);
        if (isPlain && !isAbstractType(types.getParentType())) return undefined;
        return { ...node, selections: [...node.selections, TYPENAME] };
      },
    },
  };
  return visit(document, visitWithTypeInfo(types, visitor));
}

function inOrder(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Variables,
  rootValue: unknown,
): ExecutionResult {
  type Answered = Readonly<Record<string, unknown>>;
  const result = execute({
    schema,
    document,
    variableValues,
    rootValue,
    fieldResolver: (source: Answered, _args, _context, { path }) => source[PREFIX + path.key],
    typeResolver: (source: Answered) => String(source.__typename),
  });
  return result as ExecutionResult; // cast: no resolver returns a promise
}

/** The path as far as the client asked: departments are asked for keys and required fields as well. */
function askedPart(path: Path): Path {
  const end = path.findIndex((part) => typeof part === 'string' && !part.startsWith(PREFIX));
  return end === -1 ? path : path.slice(0, end);
}

function clientPath(path: Path): Path {
  return path.map((part) => (typeof part === 'string' ? part.slice(PREFIX.length) : part));
}

type Completion = { readonly path: Path; readonly message: string };

function valueCompletion({ extensions }: ExecutionResult): readonly Completion[] {
  return (extensions?.valueCompletion as readonly Completion[] | undefined) ?? []; // cast: resultShaping.ts of @apollo/gateway
}
