import type { InputObjectTypeDefinitionNode, InputValueDefinitionNode, TypeNode } from 'graphql';
import { Kind } from 'graphql';
import { argumentsOf, directiveOn, namedType } from '../../ast.ts';
import type { Problem } from '../problem.ts';
import { fieldsOf, type LinkedSubgraph } from '../subgraph-source.ts';

/**
 * An argument that filters, sorts or searches on a protected field tells its values one question at a time. Where an
 * argument or input field, or a value of its enum, is named like a protected field of what the field returns, it says so with
 * `@filtersOn`; and what `@filtersOn` names exists.
 */
export function checkFilterOracle(subgraph: LinkedSubgraph): Problem[] {
  return fieldsOf(subgraph).flatMap(({ field, coordinate }) => {
    const protectedNames = protectedFieldsBelow(subgraph, field.type);
    return (field.arguments ?? []).flatMap((argument) =>
      inputsOf(subgraph, argument, `${coordinate}(${argument.name.value}:)`).flatMap(({ input, at }) =>
        checkInput(subgraph, input, at, protectedNames),
      ),
    );
  });
}

interface Input {
  readonly input: InputValueDefinitionNode;
  readonly at: string;
}

/** The argument and, where it is of an input type, that type's fields and those of the types inside it. */
function inputsOf(subgraph: LinkedSubgraph, argument: InputValueDefinitionNode, at: string): Input[] {
  const found: Input[] = [{ input: argument, at }];
  const seen = new Set<string>();
  for (const { input } of found) {
    const type = inputTypeOf(subgraph, input);
    if (type === undefined || seen.has(type.name.value)) continue;
    seen.add(type.name.value);
    found.push(...(type.fields ?? []).map((field) => ({ input: field, at: `${type.name.value}.${field.name.value}` })));
  }
  return found;
}

function inputTypeOf({ document }: LinkedSubgraph, { type }: InputValueDefinitionNode) {
  return document.definitions.find(
    (node): node is InputObjectTypeDefinitionNode =>
      node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && node.name.value === namedType(type).name.value,
  );
}

/** Names by which the input can say what to go by: its own, and those of its values where they are an enum's, as orders are. */
function namesOf({ document }: LinkedSubgraph, { name, type }: InputValueDefinitionNode): string[] {
  const values = document.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === namedType(type).name.value
      ? (node.values ?? [])
      : [],
  );
  return [name.value, ...values.map((value) => fieldLike(value.name.value))];
}

/** `AMOUNT_WAN_DESC` → `amountWanDesc`. */
function fieldLike(value: string): string {
  return value.toLowerCase().replace(/_+(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Protected fields of the returned type and, through edges and nodes, of the records of a connection. */
function protectedFieldsBelow(subgraph: LinkedSubgraph, type: TypeNode): Map<string, string> {
  const found = new Map<string, string>();
  const queue = [namedType(type).name.value];
  for (let depth = 0; depth < 3; depth += 1) {
    for (const name of queue.splice(0)) {
      for (const { type: owner, field, coordinate } of fieldsOf(subgraph)) {
        if (owner.name.value !== name) continue;
        if (subgraph.rules.has(coordinate)) found.set(field.name.value, coordinate);
        if (['edges', 'node', 'nodes'].includes(field.name.value)) queue.push(namedType(field.type).name.value);
      }
    }
  }
  return found;
}

function checkInput(
  subgraph: LinkedSubgraph,
  input: InputValueDefinitionNode,
  at: string,
  protectedNames: ReadonlyMap<string, string>,
): Problem[] {
  const name = subgraph.creditNames.filtersOn;
  const stated = name === undefined ? undefined : directiveOn(input, name);
  if (stated !== undefined) return checkTarget(subgraph, at, String(argumentsOf(stated).coordinate));
  const names = namesOf(subgraph, input);
  const target = [...protectedNames].find(([field]) => names.some((one) => namesField(one, field)));
  if (target === undefined) return [];
  return [
    {
      coordinate: at,
      subgraph: subgraph.name,
      text: `It filters on ${target[1]}, which is protected, without saying so.`,
      remedy: `Add @filtersOn(coordinate: "${target[1]}"), or name it differently if it does not filter on that field.`,
    },
  ];
}

function checkTarget(subgraph: LinkedSubgraph, at: string, target: string): Problem[] {
  if (fieldsOf(subgraph).some(({ coordinate }) => coordinate === target)) return [];
  const text = `Its @filtersOn names ${target}, which this subgraph does not have.`;
  return [{ coordinate: at, subgraph: subgraph.name, text, remedy: 'Name an existing coordinate, Type.field.' }];
}

/** `amountWan`, `amountWanFrom`, `amountWan_gt`, `amountWanIn` all name `amountWan`. */
function namesField(argument: string, field: string): boolean {
  return argument === field || (argument.startsWith(field) && /^[A-Z_]/.test(argument.slice(field.length)));
}
