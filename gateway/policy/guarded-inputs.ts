import { type InputValueDefinitionNode, Kind } from 'graphql';
import { argumentsOf, directiveOn, hasFields, namedType } from '../../schema/ast.ts';
import { localName } from '../../schema/composition/links.ts';
import { HubError } from '../../schema/errors.ts';
import { SPECS } from '../../schema/specs.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import type { Requirement } from './requirement.ts';

/** An argument or input field that is guarded, or whose values can hold what is. */
export interface GuardedInput {
  /** `Type.field(argument:)` or `Input.field`. */
  readonly coordinate: string;
  /** What giving it requires: the rule of the field that it filters on (`@filtersOn`). */
  readonly requires: readonly Requirement[];
  /** Guarded inputs inside its values; input types may hold themselves. */
  readonly fields: GuardedInputs;
}

/** Guarded inputs by name. */
export type GuardedInputs = ReadonlyMap<string, GuardedInput>;

/** Guarded inputs of a graph: arguments by the coordinate of their field, input fields by the name of their type. */
export interface InputGuards {
  /** False where there is none. */
  readonly isAny: boolean;
  ofField(coordinate: string): GuardedInputs;
  ofInput(typeName: string): GuardedInputs;
}

const NONE: GuardedInputs = new Map();

/**
 * Reads `@filtersOn`. An argument that filters on a protected field tells its values one question at a time, so giving it
 * requires what reading the field does (authorization §2).
 *
 * @param requirementsAt what a field's coordinate requires; undefined where there is no such field
 * @throws HubError SUPERGRAPH_INVALID where a note names what does not exist: what it was meant to guard would be open
 */
export function inputGuards(
  supergraph: Supergraph,
  requirementsAt: (coordinate: string) => readonly Requirement[] | undefined,
): InputGuards {
  const { fields, inputs } = inputsByHolder(supergraph);
  const requiresOf = noteReader(supergraph, requirementsAt);
  const guarding = guardingTypes(inputs, requiresOf);
  // Filled below, so that input types can hold each other.
  const byInput = new Map([...guarding].map((type) => [type, new Map<string, GuardedInput>()]));
  const fill = (all: readonly Input[], found: Map<string, GuardedInput>): GuardedInputs => {
    for (const input of all) {
      const [requires, inside] = [requiresOf(input), byInput.get(typeOf(input)) ?? NONE];
      if (requires.length === 0 && inside.size === 0 && !guarding.has(typeOf(input))) continue;
      found.set(input.node.name.value, { coordinate: input.coordinate, requires, fields: inside });
    }
    return found;
  };
  for (const [type, found] of byInput) fill(inputs.get(type) ?? [], found);
  const byField = new Map([...fields].map(([coordinate, all]) => [coordinate, fill(all, new Map())]));
  return {
    isAny: [...byField.values()].some((found) => found.size > 0),
    ofField: (coordinate) => byField.get(coordinate) ?? NONE,
    ofInput: (typeName) => byInput.get(typeName) ?? NONE,
  };
}

interface Input {
  readonly node: InputValueDefinitionNode;
  readonly coordinate: string;
}

type InputsByHolder = ReadonlyMap<string, readonly Input[]>;

function inputsByHolder({ document }: Supergraph): {
  readonly fields: InputsByHolder;
  readonly inputs: InputsByHolder;
} {
  const fields = new Map<string, Input[]>();
  const inputs = new Map<string, Input[]>();
  for (const type of document.definitions) {
    if (hasFields(type)) {
      for (const field of type.fields ?? []) {
        const at = `${type.name.value}.${field.name.value}`;
        const all = (field.arguments ?? []).map((node) => ({ node, coordinate: `${at}(${node.name.value}:)` }));
        if (all.length > 0) fields.set(at, all);
      }
    } else if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      const all = (type.fields ?? []).map((node) => ({ node, coordinate: `${type.name.value}.${node.name.value}` }));
      inputs.set(type.name.value, all);
    }
  }
  return { fields, inputs };
}

function noteReader(
  { links }: Supergraph,
  requirementsAt: (coordinate: string) => readonly Requirement[] | undefined,
): (input: Input) => readonly Requirement[] {
  const directive = localName(links, SPECS.credit, 'filtersOn');
  return ({ node, coordinate }) => {
    const note = directive === undefined ? undefined : directiveOn(node, directive);
    if (note === undefined) return [];
    const target = String(argumentsOf(note).coordinate);
    const requires = requirementsAt(target);
    if (requires !== undefined) return requires;
    const problem = `${coordinate} says that it filters on ${target}, which does not exist.`;
    throw new HubError('SUPERGRAPH_INVALID', { details: { problem } });
  };
}

/** Input types that hold guarded fields, at whatever depth. */
function guardingTypes(inputs: InputsByHolder, requiresOf: (input: Input) => readonly Requirement[]): Set<string> {
  const guarding = new Set<string>();
  for (let before = -1; before !== guarding.size; ) {
    before = guarding.size;
    for (const [type, all] of inputs) {
      if (all.some((input) => requiresOf(input).length > 0 || guarding.has(typeOf(input)))) guarding.add(type);
    }
  }
  return guarding;
}

function typeOf({ node }: Input): string {
  return namedType(node.type).name.value;
}
