import {
  type ArgumentNode,
  astFromValue,
  type ConstValueNode,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  type NameNode,
  parseType,
  type ValueNode,
} from 'graphql';
import type { Draft } from './draft.ts';

/** Arguments of a field: all that it needs, and some of the others. */
export function randomArguments(draft: Draft, field: GraphQLField<unknown, unknown>): ArgumentNode[] {
  return field.args.flatMap((argument): ArgumentNode[] => {
    if (!isRequiredArgument(argument) && !draft.choices.chance(50)) return [];
    const value = randomValueNode(draft, argument.type, argument.name);
    return [{ kind: Kind.ARGUMENT, name: name(argument.name), value }];
  });
}

/** A value as it stands in an operation: a literal, a variable, or a literal with variables inside. */
export function randomValueNode(draft: Draft, type: GraphQLInputType, place: string): ValueNode {
  if (draft.choices.chance(30)) return randomVariable(draft, type, place);
  if (isNonNullType(type)) return randomLiteral(draft, type.ofType, place);
  return draft.choices.chance(10) ? { kind: Kind.NULL } : randomLiteral(draft, type, place);
}

function randomLiteral(draft: Draft, type: GraphQLInputType, place: string): ValueNode {
  if (isListType(type)) {
    const values = repeat(draft.choices.upTo(2), () => randomValueNode(draft, type.ofType, place));
    return { kind: Kind.LIST, values };
  }
  if (isInputObjectType(type)) {
    const fields = someFields(draft, type).map((field) => {
      const value = randomValueNode(draft, field.type, field.name);
      return { kind: Kind.OBJECT_FIELD, name: name(field.name), value } as const;
    });
    return { kind: Kind.OBJECT, fields };
  }
  return literal(randomValue(draft, type, place), type);
}

/** A new variable, or one of the type that is there already. */
function randomVariable(draft: Draft, type: GraphQLInputType, place: string): ValueNode {
  const known = draft.variables.filter((variable) => variable.type === String(type));
  if (known.length > 0 && draft.choices.chance(50)) return draft.choices.oneOf(known).definition.variable;
  const variable = { kind: Kind.VARIABLE, name: name(`v${draft.variables.length}`) } as const;
  const hasDefault = draft.choices.chance(35);
  const value = !isNonNullType(type) && draft.choices.chance(10) ? null : randomValue(draft, type, place);
  const isGiven = draft.choices.chance(60) || (isNonNullType(type) && !hasDefault);
  // With a default, a variable that may be left out may stand where null may not.
  const declared = hasDefault && isNonNullType(type) && draft.choices.chance(50) ? type.ofType : type;
  draft.variables.push({
    definition: {
      kind: Kind.VARIABLE_DEFINITION,
      variable,
      type: parseType(String(declared), { noLocation: true }),
      ...(hasDefault ? { defaultValue: literal(randomValue(draft, type, place), type) } : {}),
    },
    type: String(type),
    value: isGiven ? value : undefined,
  });
  return variable;
}

/** A value as it stands in JSON. */
function randomValue(draft: Draft, type: GraphQLInputType, place: string): unknown {
  if (isNonNullType(type)) return randomValue(draft, type.ofType, place);
  if (isListType(type)) return repeat(draft.choices.upTo(2), () => randomValue(draft, type.ofType, place));
  if (isEnumType(type)) return draft.choices.oneOf(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = someFields(draft, type);
    return Object.fromEntries(fields.map((field) => [field.name, randomValue(draft, field.type, field.name)]));
  }
  return draft.choices.oneOf(draft.values[place] ?? draft.values[type.name] ?? BUILT_IN[type.name] ?? ['x']);
}

/** Fields of an input object: all that it needs, and some of the others. */
function someFields({ choices }: Draft, type: GraphQLInputObjectType): GraphQLInputField[] {
  return Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || choices.chance(60));
}

const BUILT_IN: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['1', '2', '3', '4', '9', 'nobody'],
  String: ['a', 'b', '', '论语 "quoted"\n', '1'],
  Int: [1, 0, 2, 3, -1],
  Float: [1.5, 0, -2, 1e21],
  Boolean: [true, false],
};

function literal(value: unknown, type: GraphQLInputType): ConstValueNode {
  return (astFromValue(value, type) ?? { kind: Kind.NULL }) as ConstValueNode; // cast: made of a value, so without variables
}

function repeat<T>(times: number, make: () => T): T[] {
  return Array.from({ length: times }, make);
}

function name(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
