import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type { Policy } from './policy.ts';

/** Elements of a schema that can be shown: types (`T`), fields and input fields (`T.f`) and arguments (`T.f(a:)`). */
export type VisibleElements = ReadonlySet<string>;

/**
 * What is open to the public. Left out is what a rule protects, and what would be without content or unreachable then. A
 * field of an interface stands where it is open on every implementation that does.
 */
export function publicElements(policy: Policy): VisibleElements {
  const types = Object.values(policy.schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const elements: Elements = { policy, types, hidden: new Set<string>() };
  for (let before = -1; before !== elements.hidden.size; ) {
    before = elements.hidden.size;
    for (const type of types) hideInType(type, elements);
  }
  return reachable(elements);
}

interface Elements {
  readonly policy: Policy;
  readonly types: readonly GraphQLNamedType[];
  /** Grows. What is not in it may still be unreachable. */
  readonly hidden: Set<string>;
}

function hideInType(type: GraphQLNamedType, { policy, hidden }: Elements): void {
  if (policy.ofType(type.name).length > 0) hidden.add(type.name);
  if (isUnionType(type) && type.getTypes().every(({ name }) => hidden.has(name))) hidden.add(type.name);
  if (isInputObjectType(type)) {
    const guarded = policy.ofInput(type.name);
    for (const field of Object.values(type.getFields())) {
      const isGuarded = (guarded.get(field.name)?.requires ?? []).length > 0;
      if (!isGuarded && !isTypeHidden(field, hidden)) continue;
      hidden.add(`${type.name}.${field.name}`);
      if (isRequiredInputField(field)) hidden.add(type.name);
    }
    hideEmpty(type.name, Object.keys(type.getFields()), hidden);
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      if (isFieldHidden(type, field, { policy, hidden })) hidden.add(`${type.name}.${field.name}`);
    }
    hideEmpty(type.name, Object.keys(type.getFields()), hidden);
  }
}

function isFieldHidden(
  type: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  { policy, hidden }: Pick<Elements, 'policy' | 'hidden'>,
): boolean {
  const coordinate = `${type.name}.${field.name}`;
  const own = policy.at(coordinate);
  for (const argument of field.args) {
    const isGuarded = (own?.inputs.get(argument.name)?.requires ?? []).length > 0;
    if (!isGuarded && !isTypeHidden(argument, hidden)) continue;
    hidden.add(`${coordinate}(${argument.name}:)`);
    if (isRequiredArgument(argument)) return true;
  }
  if (hidden.has(type.name) || isTypeHidden(field, hidden)) return true;
  if (isInterfaceType(type)) {
    const objects = policy.schema.getPossibleTypes(type).filter(({ name }) => !hidden.has(name));
    return objects.length === 0 || objects.some((object) => hidden.has(`${object.name}.${field.name}`));
  }
  return own === undefined || own.requires.length > 0 || own.requiresOneOf.length > 0;
}

function isTypeHidden({ type }: Pick<GraphQLField<unknown, unknown> | GraphQLInputField, 'type'>, hidden: Set<string>) {
  return hidden.has(getNamedType(type).name);
}

function hideEmpty(typeName: string, fields: readonly string[], hidden: Set<string>): void {
  if (fields.every((name) => hidden.has(`${typeName}.${name}`))) hidden.add(typeName);
}

/** What of the elements that are not hidden can be reached from a root type. */
function reachable({ policy: { schema }, hidden }: Elements): VisibleElements {
  const visible = new Set<string>();
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const queue: GraphQLNamedType[] = roots.flatMap((type) => (type ? [type] : []));
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    if (visible.has(type.name) || hidden.has(type.name)) continue;
    visible.add(type.name);
    if (isUnionType(type)) queue.push(...type.getTypes());
    if (isInterfaceType(type)) queue.push(...schema.getPossibleTypes(type));
    if (isObjectType(type) || isInterfaceType(type)) queue.push(...type.getInterfaces());
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (hidden.has(coordinate)) continue;
      visible.add(coordinate);
      queue.push(getNamedType(field.type));
      for (const argument of 'args' in field ? field.args : []) {
        if (hidden.has(`${coordinate}(${argument.name}:)`)) continue;
        visible.add(`${coordinate}(${argument.name}:)`);
        queue.push(getNamedType(argument.type));
      }
    }
  }
  return visible;
}
