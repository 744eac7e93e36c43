import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { plainVariables } from '../../schema/plain-variables.ts';

/** An operation with everything decided that its variables' values decide: what is planned, cached and run. */
export interface ExecutedOperation {
  /** Fragments are inline and carry a type condition or none; no directive and no name is left. */
  readonly operation: OperationDefinitionNode;
  /** Of the operation's text: equal operations have equal hashes, whatever their names, fragments and conditions were. */
  readonly hash: string;
}

/** A client's operation before its conditions are decided. */
export interface ClientOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables that `@skip` and `@include` depend on, in the order of their first use. */
  readonly conditions: readonly string[];
  /** Values of its variables, where they fit as they are. */
  readonly plain: ReturnType<typeof plainVariables>;
}

/** The operation of the name, or the only one; undefined where there is none. */
export function clientOperation(document: DocumentNode, name: string | null | undefined): ClientOperation | undefined {
  const operation = getOperationAST(document, name);
  if (!operation) return undefined;
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const plain = plainVariables(operation.variableDefinitions ?? []);
  return { operation, fragments, conditions: conditionVariables(document), plain };
}

/**
 * Decides `@skip` and `@include`, puts named fragments where they are spread, and hashes the result. The document must be
 * valid, and its expansion bounded.
 */
export function executedOperation(
  { operation, fragments }: ClientOperation,
  variables: Readonly<Record<string, unknown>>,
): ExecutedOperation {
  const selectionSet = expandSelections(operation.selectionSet, { fragments, variables });
  const used = variablesIn(selectionSet);
  const executed: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: operation.operation,
    variableDefinitions: (operation.variableDefinitions ?? [])
      .filter(({ variable }) => used.has(variable.name.value))
      .map((definition) => ({ ...definition, directives: [] })),
    selectionSet,
  };
  return { operation: executed, hash: operationHash(executed) };
}

/** SHA-256 of the operation's text, base64. */
export function operationHash(operation: OperationDefinitionNode): string {
  return createHash('sha256').update(print(operation)).digest('base64');
}

interface Expansion {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

function expandSelections(set: SelectionSetNode, expansion: Expansion): SelectionSetNode {
  const selections = set.selections
    .filter((selection) => isIncluded(selection, expansion.variables))
    .flatMap((selection) => expandSelection(selection, expansion));
  return { kind: Kind.SELECTION_SET, selections };
}

function expandSelection(selection: SelectionNode, expansion: Expansion): SelectionNode[] {
  if (selection.kind === Kind.FIELD) return [expandField(selection, expansion)];
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : expansion.fragments.get(selection.name.value);
  if (fragment === undefined) return [];
  const selectionSet = expandSelections(fragment.selectionSet, expansion);
  if (selectionSet.selections.length === 0) return [];
  const { typeCondition } = fragment;
  return typeCondition === undefined
    ? [...selectionSet.selections]
    : [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
}

function expandField({ name, alias, arguments: args = [], selectionSet }: FieldNode, expansion: Expansion): FieldNode {
  const field: FieldNode = { kind: Kind.FIELD, name, arguments: args, ...(alias === undefined ? {} : { alias }) };
  if (selectionSet === undefined) return field;
  return { ...field, selectionSet: expandSelections(selectionSet, expansion) };
}

function isIncluded({ directives = [] }: SelectionNode, variables: Expansion['variables']): boolean {
  return directives.every((directive) => {
    if (directive.name.value !== 'skip' && directive.name.value !== 'include') return true;
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    const given =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === 'include' ? given === true : given !== true;
  });
}

function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      for (const { value } of node.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function variablesIn(selectionSet: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(selectionSet, { Variable: (node) => void names.add(node.name.value) });
  return names;
}
