import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { AccessRule } from '../../../schema/access/access-rule.ts';
import type { RandomGraph } from './random-graph.ts';

/** A caller that has whole scopes and policies or does not. */
export interface SimpleCaller {
  readonly token: boolean;
  readonly scopes: readonly string[];
  readonly policies: readonly string[];
}

/** One leaf of an operation, by what stands above it, and whether all of it is open. */
export interface Leaf {
  readonly place: string;
  readonly isOpen: boolean;
}

/**
 * Every leaf of an operation, with fields and type conditions on its way, and whether the caller may ask it: found for each
 * object type by itself, without anything that the gateway has worked out.
 */
export function leavesOf(
  operation: OperationDefinitionNode,
  graph: RandomGraph,
  caller: SimpleCaller,
  variables: Readonly<Record<string, unknown>>,
): Leaf[] {
  const { schema } = graph;
  const may = (coordinate: string) => fulfils(caller, graph.supergraph.rules.get(coordinate));
  const root = schema.getRootType(operation.operation)?.name ?? '';
  return walk(operation.selectionSet, [root], '', true);

  function walk(set: SelectionSetNode, conditions: readonly string[], place: string, isOpen: boolean): Leaf[] {
    if (set.selections.length === 0) return [{ place: `${place}{}`, isOpen }];
    return set.selections.flatMap((selection): Leaf[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const all = condition === undefined ? conditions : [...conditions, condition];
        return walk(selection.selectionSet, all, `${place}|${condition ?? ''}`, isOpen);
      }
      const here = `${place}/${selection.alias?.value ?? ''}:${selection.name.value}`;
      const isFieldOpen = isOpen && mayAsk(selection, objectsOf(schema, conditions));
      const below = fieldType(schema, conditions, selection.name.value);
      if (selection.selectionSet === undefined || below === undefined) return [{ place: here, isOpen: isFieldOpen }];
      return walk(selection.selectionSet, [below], here, isFieldOpen);
    });
  }

  function mayAsk(field: FieldNode, objects: readonly string[]): boolean {
    const name = field.name.value;
    if (name === '__typename') return objects.some(may);
    if (name.startsWith('__')) return true;
    return objects.every((object) => mayRead(object, name)) && mayGive(field, objects);
  }

  function mayRead(object: string, name: string): boolean {
    const returned = fieldType(schema, [object], name) ?? leafType(schema, object, name);
    const type = schema.getType(returned);
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type).map((one) => one.name) : [];
    const isAnyOpen = possible.length === 0 || possible.some(may);
    return may(object) && may(`${object}.${name}`) && may(returned) && isAnyOpen;
  }

  function mayGive(field: FieldNode, objects: readonly string[]): boolean {
    return objects.every((object) => {
      const type = schema.getType(object);
      const args = isObjectType(type) ? (type.getFields()[field.name.value]?.args ?? []) : [];
      return (field.arguments ?? []).every(({ name, value }: ArgumentNode) => {
        const argument = args.find((one) => one.name === name.value);
        const given = argument === undefined ? [] : givenIn(value, argument.type);
        const own = given.includes('') ? [`${object}.${field.name.value}(${name.value}:)`] : [];
        return [...own, ...given.filter((one) => one !== '')].every((input) => {
          const target = graph.filters.get(input);
          const [of = '', what = ''] = (target ?? '').split('.');
          return target === undefined || mayRead(of, what);
        });
      });
    });
  }

  /** Input fields that a value gives, and '' where it gives anything. */
  function givenIn(value: ValueNode, type: GraphQLInputType): string[] {
    if (value.kind === Kind.VARIABLE) {
      const name = value.name.value;
      const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
      if (name in variables && variables[name] !== undefined) return ['', ...insideOf(variables[name], type)];
      return definition?.defaultValue === undefined ? [] : givenIn(definition.defaultValue, type);
    }
    if (value.kind === Kind.LIST) return ['', ...value.values.flatMap((item) => givenIn(item, type))];
    const input = getNamedType(type);
    if (value.kind !== Kind.OBJECT || !isInputObjectType(input)) return [''];
    const inside = value.fields.flatMap(({ name, value: inner }) => {
      const field = input.getFields()[name.value];
      const given = field === undefined ? [] : givenIn(inner, field.type);
      return given.map((one) => (one === '' ? `${input.name}.${name.value}` : one));
    });
    return ['', ...inside];
  }

  function insideOf(value: unknown, type: GraphQLInputType): string[] {
    const input = getNamedType(type);
    if (Array.isArray(value)) return value.flatMap((item) => insideOf(item, type));
    if (typeof value !== 'object' || value === null || !isInputObjectType(input)) return [];
    return Object.entries(value).flatMap(([name, inner]) => {
      const field = input.getFields()[name];
      return field === undefined ? [] : [`${input.name}.${name}`, ...insideOf(inner, field.type)];
    });
  }
}

/** Whether the caller may read the field of one object type. */
export function mayReadValue(
  { supergraph: { rules } }: RandomGraph,
  caller: SimpleCaller,
  coordinate: string,
): boolean {
  const [object = ''] = coordinate.split('.');
  return fulfils(caller, rules.get(object)) && fulfils(caller, rules.get(coordinate));
}

/** Object types that fulfil all conditions; where there is none, those that fulfil the last. */
function objectsOf(schema: GraphQLSchema, conditions: readonly string[]): string[] {
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
  const fulfilling = (all: readonly string[]) =>
    objects.filter((object) => all.every((name) => isOf(schema, object.name, name))).map(({ name }) => name);
  // Told one after the other, as they narrow each other.
  let left = fulfilling(conditions.slice(0, 1));
  for (const condition of conditions.slice(1)) {
    const both = left.filter((name) => isOf(schema, name, condition));
    left = both.length > 0 ? both : fulfilling([condition]);
  }
  return left;
}

function isOf(schema: GraphQLSchema, object: string, condition: string): boolean {
  const [type, of] = [schema.getType(object), schema.getType(condition)];
  return object === condition || (isObjectType(type) && isAbstractType(of) && schema.isSubType(of, type));
}

function fieldType(schema: GraphQLSchema, conditions: readonly string[], name: string): string | undefined {
  const type = schema.getType(conditions.at(-1) ?? '');
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const returned = getNamedType(type.getFields()[name]?.type);
  return isCompositeType(returned) ? returned.name : undefined;
}

function leafType(schema: GraphQLSchema, object: string, name: string): string {
  const type = schema.getType(object);
  return isObjectType(type) ? (getNamedType(type.getFields()[name]?.type)?.name ?? '') : '';
}

function fulfils({ token, scopes, policies }: SimpleCaller, rule: AccessRule | undefined): boolean {
  if (rule === undefined) return true;
  const holds = (lists: AccessRule['scopes'], have: readonly string[]) =>
    lists.length === 0 || lists.some((all) => all.every((name) => have.includes(name)));
  return (!rule.authenticated || token) && holds(rule.scopes, scopes) && holds(rule.policies, policies);
}
