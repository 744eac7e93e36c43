import { Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { argumentsOf, directiveOn } from '../../ast.ts';
import { catalogueEntry } from '../../expansion/record-type.ts';
import { standards } from '../../expansion/standards.ts';
import type { Problem } from '../problem.ts';
import { federationName, type LinkedSubgraph, objectTypes } from '../subgraph-source.ts';

/**
 * A subgraph does not resolve, override or key anew what others hold, unless they yield it in their manifests. Fields and
 * keys of the standards belong to all.
 */
export function checkTakeover(subgraphs: readonly LinkedSubgraph[]): Problem[] {
  const holders = holdersByType(subgraphs);
  return subgraphs.flatMap((subgraph) =>
    objectTypes(subgraph).flatMap((type) => {
      const others = (holders.get(type.name.value) ?? []).filter((holder) => holder.subgraph !== subgraph);
      return [
        ...overrides(subgraph, type, subgraphs),
        ...sharedFields({ subgraph, type }, others),
        ...newKeys({ subgraph, type }, others),
      ];
    }),
  );
}

/** A subgraph that defines a type. */
interface Holder {
  readonly subgraph: LinkedSubgraph;
  readonly type: ObjectTypeDefinitionNode;
}

function holdersByType(subgraphs: readonly LinkedSubgraph[]): Map<string, Holder[]> {
  const holders = new Map<string, Holder[]>();
  for (const subgraph of subgraphs) {
    for (const type of objectTypes(subgraph)) {
      holders.set(type.name.value, [...(holders.get(type.name.value) ?? []), { subgraph, type }]);
    }
  }
  return holders;
}

function overrides(
  subgraph: LinkedSubgraph,
  type: ObjectTypeDefinitionNode,
  subgraphs: readonly LinkedSubgraph[],
): Problem[] {
  return (type.fields ?? []).flatMap((field) => {
    const override = directiveOn(field, federationName(subgraph, 'override'));
    if (override === undefined) return [];
    const coordinate = `${type.name.value}.${field.name.value}`;
    const from = String(argumentsOf(override).from);
    const owner = subgraphs.find((candidate) => candidate.name === from);
    if (owner === undefined || owner.yields.includes(coordinate)) return [];
    return [refusal(subgraph, coordinate, coordinate, `It takes the field over from "${from}".`, from)];
  });
}

/** A field that several subgraphs resolve needs the entry of each of them. */
function sharedFields(holder: Holder, others: readonly Holder[]): Problem[] {
  const name = holder.type.name.value;
  return ownFields(holder).flatMap((field) => {
    const coordinate = `${name}.${field}`;
    return others
      .filter((other) => ownFields(other).includes(field) && !other.subgraph.yields.includes(coordinate))
      .map(({ subgraph: { name: owner } }) =>
        refusal(holder.subgraph, coordinate, coordinate, `It resolves a field of "${owner}".`, owner),
      );
  });
}

/** Names of the fields that the subgraph resolves itself, keys and fields of the standards left out. */
function ownFields({ subgraph, type }: Holder): string[] {
  const foreign = [federationName(subgraph, 'external'), federationName(subgraph, 'override')];
  const common = new Set([...keysOf(subgraph, type).flatMap((key) => key.split(/[ {}]+/)), ...standardFields(type)]);
  return (type.fields ?? [])
    .filter((field) => !foreign.some((directive) => directiveOn(field, directive) !== undefined))
    .map((field) => field.name.value)
    .filter((field) => !common.has(field));
}

function standardFields(type: ObjectTypeDefinitionNode): string[] {
  const standard = standards().get(type.name.value);
  return standard?.kind === Kind.OBJECT_TYPE_DEFINITION ? (standard.fields ?? []).map((field) => field.name.value) : [];
}

/** The owner of the catalogue item decides about its keys; without one, each of the others. */
function newKeys({ subgraph, type }: Holder, others: readonly Holder[]): Problem[] {
  const name = type.name.value;
  const standard = standards().get(name);
  const common = standard?.kind === Kind.OBJECT_TYPE_DEFINITION ? keysOf(subgraph, standard) : [];
  const owners = others.filter(
    (other) => catalogueEntry(other.type, other.subgraph.creditNames.catalogue) !== undefined,
  );
  return keysOf(subgraph, type)
    .filter((key) => !common.includes(key))
    .flatMap((key) =>
      (owners.length > 0 ? owners : others)
        .filter((other) => !keysOf(other.subgraph, other.type).includes(key))
        .filter((other) => keysOf(other.subgraph, other.type).length > 0)
        .filter((other) => !other.subgraph.yields.includes(`${name}(${key})`))
        .map(({ subgraph: { name: owner } }) =>
          refusal(subgraph, name, `${name}(${key})`, `It gives a type of "${owner}" the new key "${key}".`, owner),
        ),
    );
}

function keysOf(subgraph: LinkedSubgraph, type: ObjectTypeDefinitionNode): string[] {
  return (type.directives ?? [])
    .filter((directive) => directive.name.value === federationName(subgraph, 'key'))
    .map((directive) => String(argumentsOf(directive).fields).trim().replace(/\s+/g, ' '));
}

function refusal(subgraph: LinkedSubgraph, coordinate: string, entry: string, text: string, owner: string): Problem {
  const remedy = `Only with the owner's consent: add "${entry}" to "yields" in the manifest of "${owner}", or remove it here.`;
  return { coordinate, subgraph: subgraph.name, text, remedy };
}
