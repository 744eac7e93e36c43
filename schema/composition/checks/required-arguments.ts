import { print } from 'graphql';
import {
  allSelections,
  parseFieldSet,
  type SelectedField,
  type Selections,
  selectedFields,
} from '../../supergraph/field-set.ts';
import type { Joins } from '../../supergraph/joins.ts';
import type { Problem } from '../problem.ts';

/**
 * Two fields that `@requires` one field of one object with different arguments. A plan fetches it under its own name, so
 * only once and with the arguments of either, and gives both that value. A client that asks for it with other arguments does
 * no harm, because what clients ask with arguments is planned under private names.
 */
export function checkRequiredArguments(joins: Joins): Problem[] {
  const all = requirements(joins);
  const problems = new Map<string, Problem>();
  for (const first of all) {
    for (const second of all) {
      for (const difference of differences(first, second, joins)) {
        const both = [`${first.coordinate} ${difference.first}`, `${second.coordinate} ${difference.second}`];
        const key = both.sort().join();
        if (!problems.has(key)) problems.set(key, problem(first, second, difference));
      }
    }
  }
  return [...problems.values()];
}

/** A field with `@requires`. */
interface Requirement {
  readonly coordinate: string;
  readonly subgraph: string;
  readonly selections: Selections;
}

/** What two requirements name of one object, with the arguments of each. */
interface Difference {
  readonly first: string;
  readonly second: string;
}

function requirements({ types, subgraphs }: Joins): Requirement[] {
  return [...types.values()].flatMap((type) =>
    [...type.fields.values()].flatMap(({ coordinate, joins }) =>
      joins.flatMap(({ graph, requires }) => {
        if (requires === undefined) return [];
        const subgraph = subgraphs.get(graph) ?? graph;
        return [{ coordinate, subgraph, selections: parseFieldSet(requires, type.name) }];
      }),
    ),
  );
}

/** The second may be asked of any object that the first selects on: its own, and those below. */
function differences(first: Requirement, second: Requirement, joins: Joins): Difference[] {
  return allSelections(first.selections, joins)
    .filter(({ on }) => overlap(on, second.selections.on, joins))
    .flatMap((selections) => differencesOn(selections, second.selections, joins));
}

/** Differences of two selections on the same object, and on what they both reach from it. */
function differencesOn(first: Selections, second: Selections, joins: Joins): Difference[] {
  const others = selectedFields(second, joins);
  return selectedFields(first, joins).flatMap((one) =>
    others
      .filter(({ field, on }) => field.name === one.field.name && overlap(on, one.on, joins))
      .flatMap((other) => {
        if (argumentsText(one) !== argumentsText(other)) return [{ first: fieldText(one), second: fieldText(other) }];
        return one.below && other.below ? differencesOn(one.below, other.below, joins) : [];
      }),
  );
}

/** Whether an object may be of both types. */
function overlap(one: string, other: string, { objects }: Joins): boolean {
  return one === other || (objects.get(one) ?? []).some((object) => objects.get(other)?.includes(object));
}

function fieldText(selected: SelectedField): string {
  return `${selected.field.coordinate}${argumentsText(selected)}`;
}

/** The arguments that the field is resolved with, default values among them, in the order of the definition. */
function argumentsText({ field, node }: SelectedField): string {
  const given = field.arguments.flatMap(({ name, defaultValue }) => {
    const value = node.arguments?.find((argument) => argument.name.value === name.value)?.value ?? defaultValue;
    return value === undefined ? [] : [`${name.value}: ${print(value)}`];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function problem(first: Requirement, second: Requirement, difference: Difference): Problem {
  return {
    coordinate: second.coordinate,
    subgraph: second.subgraph,
    text:
      `It @requires ${difference.second}, and ${first.coordinate} @requires ${difference.first} of the same object, ` +
      'but a plan fetches only one of the two, for both.',
    remedy: 'Require it with the same arguments, or a field of its own for each value.',
  };
}
