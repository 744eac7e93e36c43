import { Kind, parse, type SelectionSetNode } from 'graphql';
import { type AccessRule, ruleText } from '../../access/access-rule.ts';
import { implies } from '../../access/implies.ts';
import { argumentsOf, directiveOn, namedType } from '../../ast.ts';
import type { Problem } from '../problem.ts';
import { federationName, fieldsOf, type LinkedSubgraph } from '../subgraph-source.ts';

/** A field computed from protected fields (`@requires`) is at least as protected as these, or it would tell their values. */
export function checkRequiredFields(subgraphs: readonly LinkedSubgraph[]): Problem[] {
  const rules = strongestRules(subgraphs);
  const types = returnTypes(subgraphs);
  return subgraphs.flatMap((subgraph) =>
    fieldsOf(subgraph).flatMap(({ type, field, coordinate }) => {
      const requires = directiveOn(field, federationName(subgraph, 'requires'));
      if (requires === undefined) return [];
      const own = [subgraph.rules.get(coordinate), subgraph.rules.get(namedType(field.type).name.value)];
      return coordinatesIn(String(argumentsOf(requires).fields), type.name.value, types)
        .flatMap((needed) => (rules.get(needed) ?? []).map((rule) => ({ needed, rule })))
        .filter(({ rule }) => !own.some((mine) => implies(mine, rule)))
        .map(({ needed, rule }) => ({
          coordinate,
          subgraph: subgraph.name,
          text: `It @requires ${needed}, which is protected (${ruleText(rule)}), but does not carry the same rule.`,
          remedy: `Add ${ruleText(rule)} to it.`,
        }));
    }),
  );
}

/** All rules that any subgraph states for a coordinate, by coordinate. */
function strongestRules(subgraphs: readonly LinkedSubgraph[]): Map<string, AccessRule[]> {
  const all = new Map<string, AccessRule[]>();
  for (const { rules } of subgraphs) {
    for (const [coordinate, rule] of rules) all.set(coordinate, [...(all.get(coordinate) ?? []), rule]);
  }
  return all;
}

function returnTypes(subgraphs: readonly LinkedSubgraph[]): Map<string, string> {
  return new Map(
    subgraphs.flatMap((subgraph) =>
      fieldsOf(subgraph).map(({ field, coordinate }) => [coordinate, namedType(field.type).name.value] as const),
    ),
  );
}

/** Coordinates (fields and the types that they return) that a field set names. */
function coordinatesIn(fieldSet: string, parent: string, types: ReadonlyMap<string, string>): string[] {
  const operation = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions[0];
  return operation?.kind === Kind.OPERATION_DEFINITION ? selected(operation.selectionSet, parent, types) : [];
}

function selected(selections: SelectionSetNode, parent: string, types: ReadonlyMap<string, string>): string[] {
  return selections.selections.flatMap((selection): string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return selected(selection.selectionSet, selection.typeCondition?.name.value ?? parent, types);
    }
    const coordinate = `${parent}.${selection.name.value}`;
    const returned = types.get(coordinate) ?? '';
    const below = selection.selectionSet ? selected(selection.selectionSet, returned, types) : [];
    return [coordinate, returned, ...below];
  });
}
