import {
  type ArgumentNode,
  type ConstValueNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { namedType } from '../../schema/ast.ts';
import type { GuardedInput, GuardedInputs } from './guarded-inputs.ts';
import type { Policy } from './policy.ts';
import type { Scope } from './scope.ts';
import { addVariables } from './variables.ts';

/** A variable of an operation on whose value it depends which guarded inputs are given. */
export interface GuardedVariable {
  readonly name: string;
  /** Guarded inputs inside its values. */
  readonly inputs: GuardedInputs;
  readonly defaultValue: ConstValueNode | undefined;
}

/** Which guarded inputs the variables of a request give. */
export interface GivenInputs {
  /** Equal for requests whose variables give the same: an operation is pruned equally for them. */
  readonly key: string;
  /** Variables that are given, with the guarded input fields inside their values. */
  readonly variables: ReadonlyMap<string, readonly GuardedInput[]>;
}

/** What the variables of operations without guarded ones give. */
export const NOTHING_GIVEN: GivenInputs = { key: '', variables: new Map() };

/** The variables that are used where guarded inputs can be given; none for most operations. Once for each operation. */
export function guardedVariables(operation: OperationDefinitionNode, policy: Policy): readonly GuardedVariable[] {
  const definitions = operation.variableDefinitions ?? [];
  if (definitions.length === 0 || !policy.hasGuardedInputs) return [];
  const names = new Set<string>();
  collectVariables(operation.selectionSet.selections, policy.rootScope(operation.operation), policy, names);
  return definitions
    .filter(({ variable }) => names.has(variable.name.value))
    .map(({ variable, type, defaultValue }) => ({
      name: variable.name.value,
      inputs: policy.ofInput(namedType(type).name.value),
      defaultValue,
    }));
}

/**
 * What the variables of a request give. An input that is given null is given: to ask for what has no value tells something
 * of the values as well.
 */
export function givenInputs(
  guarded: readonly GuardedVariable[],
  values: Readonly<Record<string, unknown>>,
): GivenInputs {
  if (guarded.length === 0) return NOTHING_GIVEN;
  const variables = new Map<string, readonly GuardedInput[]>();
  for (const { name, inputs, defaultValue } of guarded) {
    const isGiven = Object.hasOwn(values, name) && values[name] !== undefined;
    if (!isGiven && defaultValue === undefined) continue;
    const value = isGiven ? values[name] : valueFromASTUntyped(defaultValue as ConstValueNode); // cast: checked above
    const found = new Map<string, GuardedInput>();
    collectGiven(value, inputs, found);
    variables.set(name, [...found.values()]);
  }
  const key = [...variables].map(([name, inside]) => `${name}:${coordinates(inside)}`).join(';');
  return { key, variables };
}

/** The guarded inputs that the arguments of a field give. */
export function givenTo(
  args: readonly ArgumentNode[],
  inputs: GuardedInputs,
  given: GivenInputs,
): readonly GuardedInput[] {
  if (inputs.size === 0) return [];
  return args.flatMap(({ name, value }) => givenBy(value, inputs.get(name.value), given));
}

function givenBy(value: ValueNode, input: GuardedInput | undefined, given: GivenInputs): readonly GuardedInput[] {
  if (input === undefined) return [];
  if (value.kind === Kind.VARIABLE) {
    const inside = given.variables.get(value.name.value);
    return inside === undefined ? [] : [input, ...inside];
  }
  if (value.kind === Kind.LIST) return [input, ...value.values.flatMap((item) => givenBy(item, input, given))];
  if (value.kind !== Kind.OBJECT) return [input];
  return [input, ...value.fields.flatMap((field) => givenBy(field.value, input.fields.get(field.name.value), given))];
}

function collectVariables(
  selections: readonly SelectionNode[],
  scope: Scope,
  policy: Policy,
  names: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = policy.scopes.narrowed(scope, selection.typeCondition?.name.value);
      collectVariables(selection.selectionSet.selections, inner, policy, names);
      continue;
    }
    const field = policy.field(scope, selection.name.value);
    for (const { name, value } of selection.arguments ?? [])
      if (field?.inputs.has(name.value)) addVariables(value, names);
    if (field?.below !== undefined) {
      collectVariables(selection.selectionSet?.selections ?? [], field.below, policy, names);
    }
  }
}

function collectGiven(value: unknown, inputs: GuardedInputs, found: Map<string, GuardedInput>): void {
  if (inputs.size === 0 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collectGiven(item, inputs, found);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const input = inputs.get(name);
    if (input === undefined || inner === undefined) continue;
    found.set(input.coordinate, input);
    collectGiven(inner, input.fields, found);
  }
}

function coordinates(inputs: readonly GuardedInput[]): string {
  return inputs
    .map(({ coordinate }) => coordinate)
    .sort()
    .join(',');
}
