import {
  BREAK,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql';
import type { VariableValues } from '../../../schema/plain-variables.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import { batchResolverOf } from './batch-resolver.ts';
import { decline } from './declined.ts';
import { entitiesOf } from './entities.ts';
import { settled } from './settled.ts';

/** One run of a compiled query. */
export interface Run {
  readonly variables: VariableValues;
  /** Of the entities that are asked about. */
  readonly references: unknown;
  readonly context: SubgraphContext;
}

/** Values of a field for many parents, in their order. */
export type Values = (sources: readonly unknown[], run: Run) => readonly unknown[] | Promise<readonly unknown[]>;

/** How a field's values are found: by its batch resolver, its resolver, or on the parent. */
export function valuesOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  selections: readonly SelectionNode[],
  schema: GraphQLSchema,
): Values {
  if (field.name === '_entities') return (_, { references, context }) => entitiesOf(references, schema, context);
  const args = argumentsOf(field, node);
  const many = batchResolverOf(field);
  if (many !== undefined) {
    const selects = (name: string) => selectsField(selections, name);
    return (sources, run) => many(sources as never[], args(run.variables) as never, run.context, selects); // casts: as the schema says
  }
  const { resolve } = field;
  if (resolve === undefined) return (sources) => sources.map((source) => property(source, field.name));
  if (resolve.length > 3) return decline('a resolver that asks for more than parent, arguments and context');
  return (sources, run) => {
    const given = args(run.variables);
    return settled(sources.map((source) => resolve(source, given, run.context, undefined as never))); // cast: not asked for
  };
}

/** What the parent holds under the field's name. */
export function property(source: unknown, name: string): unknown {
  const value = (source as Readonly<Record<string, unknown>>)[name]; // cast: sources are objects
  return typeof value === 'function' ? decline('a method') : value;
}

function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (variables: VariableValues) => VariableValues {
  const names = namesOfVariables(field, node);
  if (names !== undefined) return (variables) => named(variables, names) ?? getArgumentValues(field, node, variables);
  if (hasVariables(node)) return (variables) => getArgumentValues(field, node, variables);
  const constant = getArgumentValues(field, node);
  return () => constant;
}

type ArgumentNames = readonly { readonly argument: string; readonly variable: string }[];

/** Variable by argument where each argument of the field is one; undefined where any is something else, or left out. */
function namesOfVariables(field: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentNames | undefined {
  const names = (node.arguments ?? []).flatMap(({ name, value }) =>
    value.kind === Kind.VARIABLE ? [{ argument: name.value, variable: value.name.value }] : [],
  );
  return names.length > 0 && names.length === field.args.length ? names : undefined;
}

/** The arguments, where all of the variables have values, which have been coerced. */
function named(variables: VariableValues, names: ArgumentNames): VariableValues | undefined {
  const args: Record<string, unknown> = {};
  for (const { argument, variable } of names) {
    const value = variables[variable];
    if (value === undefined || value === null) return undefined;
    args[argument] = value;
  }
  return args;
}

function hasVariables({ arguments: args = [] }: FieldNode): boolean {
  let found = false;
  for (const argument of args) {
    visit(argument, {
      Variable: () => {
        found = true;
        return BREAK;
      },
    });
  }
  return found;
}

function selectsField(selections: readonly SelectionNode[], name: string): boolean {
  return selections.some((selection) =>
    selection.kind === Kind.FIELD
      ? selection.name.value === name
      : selection.kind === Kind.INLINE_FRAGMENT && selectsField(selection.selectionSet.selections, name),
  );
}
