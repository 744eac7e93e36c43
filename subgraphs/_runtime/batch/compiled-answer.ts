import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isLeafType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { plainVariables, type VariableValues } from '../../../schema/plain-variables.ts';
import { selectedFields, subselections } from '../../../schema/selected-fields.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import { batchResolverOf } from './batch-resolver.ts';
import { decline } from './declined.ts';
import { property, type Run, valuesOf } from './field-values.ts';
import { type Group, type GroupOf, type Out, type ValueWriter, valueWriter } from './value-writer.ts';

/** Data of an answer in which nothing went wrong. Throws, or rejects, where graphql-js has to answer instead. */
export type CompiledAnswer = (variables: VariableValues, context: SubgraphContext) => Out | Promise<Out>;

/** Fills the group's objects, or a part of their fields. */
type Step = (group: Group, run: Run) => void | Promise<void>;

/**
 * Compiles a query so that each of its fields is resolved once for all objects at its level, where graphql-js would resolve
 * it once for each. The query is one that a gateway made: valid, without named fragments and directives.
 *
 * @throws Declined for anything else
 */
export function compiledAnswer(schema: GraphQLSchema, operation: OperationDefinitionNode): CompiledAnswer {
  const root = schema.getQueryType();
  if (operation.operation !== 'query' || !root) return decline('an operation that is no query');
  visit(operation, { Directive: () => decline('a directive'), FragmentSpread: () => decline('a named fragment') });
  const fill = objectStep(operation.selectionSet.selections, root, schema);
  const definitions = operation.variableDefinitions ?? [];
  // What a gateway sends as representations is checked where it is used.
  const others = definitions.filter(({ variable }) => variable.name.value !== 'representations');
  const plain = plainVariables(others);
  return (variables, context) => {
    const values = plain(variables) ?? getVariableValues(schema, others, variables).coerced;
    if (values === undefined) return decline('variables that do not fit');
    const data: Out = {};
    const run = { variables: values, references: variables.representations, context };
    const pending = fill({ sources: [{}], outs: [data] }, run);
    return pending === undefined ? data : pending.then(() => data);
  };
}

function objectStep(selections: readonly SelectionNode[], type: GraphQLObjectType, schema: GraphQLSchema): Step {
  const selected = selectedFields(selections, (condition) => applies(condition, type, schema));
  const isLater = [...selected.values()].some(([node]) => isResolved(type, node));
  const keys = [...selected.keys()];
  const steps = [...selected].map(([key, nodes]) => fieldStep(key, nodes, type, schema));
  return (group, run) => {
    // Some fields come later than others; the keys are there from the beginning, in their order.
    if (isLater) for (const out of group.outs) for (const key of keys) out[key] = undefined;
    return all(steps, group, run);
  };
}

/** Whether something else than the parent has the field's value. */
function isResolved(type: GraphQLObjectType, node: FieldNode | undefined): boolean {
  const field = type.getFields()[node?.name.value ?? ''];
  return field !== undefined && (field.resolve !== undefined || batchResolverOf(field) !== undefined);
}

function all(steps: readonly Step[], group: Group, run: Run): void | Promise<void> {
  let pending: Promise<void>[] | undefined;
  for (const step of steps) {
    const one = step(group, run);
    if (one === undefined) continue;
    pending ??= [];
    pending.push(one);
  }
  if (pending === undefined) return;
  return pending.length === 1 ? pending[0] : Promise.all(pending).then(() => undefined);
}

function applies(condition: string, type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  if (condition === type.name) return true;
  const abstract = schema.getType(condition);
  return isAbstractType(abstract) && schema.isSubType(abstract, type);
}

function fieldStep(key: string, nodes: readonly FieldNode[], type: GraphQLObjectType, schema: GraphQLSchema): Step {
  const node = nodes[0] ?? decline('no field');
  const name = node.name.value;
  if (name === '__typename') return constantStep(key, type.name);
  const field = type.getFields()[name] ?? decline('a field of introspection');
  const write = valueWriter(field.type, schema);
  const isLeaf = isLeafType(getNamedType(field.type));
  if (isLeaf && !isResolved(type, node)) return propertyStep(key, name, write);
  const selections = subselections(nodes);
  const values = valuesOf(field, node, selections, schema);
  const below = isLeaf ? undefined : stepsBelow(getNamedType(field.type).name, selections, schema);
  return (group, run) => {
    const place = (resolved: readonly unknown[]) => {
      const groups = below?.groups();
      const groupOf = groups?.of ?? NO_GROUP;
      for (let index = 0; index < group.outs.length; index += 1) {
        (group.outs[index] as Out)[key] = write(resolved[index], groupOf); // cast: the index is within
      }
      return groups && below?.fill(groups, run);
    };
    const resolved = values(group.sources, run);
    return resolved instanceof Promise ? resolved.then(place) : place(resolved);
  };
}

const NO_GROUP: GroupOf = () => decline('an object in the place of a leaf');

function constantStep(key: string, value: string): Step {
  return ({ outs }) => {
    for (const out of outs) out[key] = value;
  };
}

/** Most fields: a leaf that the parent holds. */
function propertyStep(key: string, name: string, write: ValueWriter): Step {
  return ({ sources, outs }) => {
    for (let index = 0; index < outs.length; index += 1) {
      (outs[index] as Out)[key] = write(property(sources[index], name), NO_GROUP); // cast: the index is within
    }
  };
}

/** Groups that one run of a field fills. */
interface Groups {
  readonly of: GroupOf;
  readonly byType: ReadonlyMap<string, Group>;
}

/** What follows for the objects that a field found. */
interface StepsBelow {
  groups(): Groups;
  fill(groups: Groups, run: Run): void | Promise<void>;
}

function stepsBelow(typeName: string, selections: readonly SelectionNode[], schema: GraphQLSchema): StepsBelow {
  const steps = new Map<string, Step>();
  const stepOf = (name: string): Step => {
    const known = steps.get(name);
    if (known !== undefined) return known;
    const type = schema.getType(name);
    const step = isObjectType(type) ? objectStep(selections, type, schema) : decline('no object');
    steps.set(name, step);
    return step;
  };
  if (isObjectType(schema.getType(typeName))) stepOf(typeName); // what cannot be compiled is known before the first run
  return {
    groups: newGroups,
    fill: ({ byType }, run) => {
      if (byType.size === 0) return;
      const pending = [...byType].map(([name, group]) => stepOf(name)(group, run)).filter((one) => one !== undefined);
      if (pending.length > 0) return Promise.all(pending).then(() => undefined);
    },
  };
}

function newGroups(): Groups {
  const byType = new Map<string, Group>();
  let last: Group | undefined;
  let lastName = '';
  return {
    byType,
    of: (name) => {
      if (last !== undefined && lastName === name) return last;
      lastName = name;
      last = byType.get(name) ?? { sources: [], outs: [] };
      byType.set(name, last);
      return last;
    },
  };
}
