import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

/** A definition or extension that has output fields. */
export type FieldsNode =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

/** A definition with a name and directives: a type, an extension of one, a field, an argument, an enum value. */
export interface WithDirectives {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** True for definitions and extensions of object and interface types. */
export function hasFields(node: DefinitionNode): node is FieldsNode {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    node.kind === Kind.OBJECT_TYPE_EXTENSION ||
    node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    node.kind === Kind.INTERFACE_TYPE_EXTENSION
  );
}

/** True for definitions and extensions of object types. */
export function isObject(node: DefinitionNode): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

/** True for definitions and extensions of interface types. */
export function isInterface(node: DefinitionNode): node is InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode {
  return node.kind === Kind.INTERFACE_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_EXTENSION;
}

/** Every field of every object and interface type, with the type that it stands in. */
export function* allFields(document: DocumentNode): Generator<{ type: FieldsNode; field: FieldDefinitionNode }> {
  for (const type of document.definitions) {
    if (hasFields(type)) for (const field of type.fields ?? []) yield { type, field };
  }
}

/** The named type inside lists and non-null marks. */
export function namedType(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedType(type.type);
}

/** First use of the directive on the node. */
export function directiveOn(node: WithDirectives, name: string): ConstDirectiveNode | undefined {
  return node.directives?.find((directive) => directive.name.value === name);
}

/** The directive's arguments as plain values. */
export function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map((argument) => [argument.name.value, plainValue(argument.value)]),
  );
}

function plainValue(value: ConstValueNode): unknown {
  return valueFromASTUntyped(value);
}
