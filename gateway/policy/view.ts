import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  OperationTypeNode,
  parse,
  printSchema,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import type { PrincipalKind } from '../../schema/access/passport.ts';
import { namedType } from '../../schema/ast.ts';
import { coordinateAt } from '../../schema/supergraph/coordinate-at.ts';
import { classNote } from './class-note.ts';
import type { Policy } from './policy.ts';
import { publicElements, type VisibleElements } from './visible-elements.ts';

/** What of the schema is shown: what is open to anybody, or the whole catalogue, of which everything can be granted. */
export type View = 'public' | 'catalogue';

/** The view of a caller: what it could be granted, or already has (authorization §4). */
export function viewOf(kind: PrincipalKind): View {
  return kind === 'anonymous' ? 'public' : 'catalogue';
}

/**
 * The schema of a view, for introspection and as SDL; descriptions of protected fields end with their class and owner.
 * Costs a tenth of a second for a large schema; keep it.
 */
export function visibleSchema(policy: Policy, view: View): GraphQLSchema {
  if (policy.isOpen) return policy.schema;
  const document = parse(printSchema(policy.schema), { noLocation: true });
  const shown = view === 'public' ? publicDocument(document, policy) : withNotes(document, policy);
  return buildASTSchema(shown, { assumeValidSDL: true });
}

function publicDocument(document: DocumentNode, policy: Policy): DocumentNode {
  const query = policy.rootScope(OperationTypeNode.QUERY).type;
  const visible = publicElements(policy);
  return visible.has(query) ? onlyVisible(document, visible) : parse(`type ${query} { ${NOTHING} }`);
}

/** A query type must have a field. */
const NOTHING = '"Nothing is open without a token. 未登录时无可查询内容" nothing: Boolean';

function onlyVisible(document: DocumentNode, visible: VisibleElements): DocumentNode {
  const isVisible = ({ name }: { readonly name: { readonly value: string } }) => visible.has(name.value);
  const listed = (types: readonly NamedTypeNode[] = []) => types.filter(isVisible);
  const withFields = <T extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(type: T) =>
    isVisible(type) ? { ...type, interfaces: listed(type.interfaces) } : null;
  const orNothing = (type: TypeDefinitionNode) => (isVisible(type) ? undefined : null);
  return visit(document, {
    ObjectTypeDefinition: withFields,
    InterfaceTypeDefinition: withFields,
    UnionTypeDefinition: (type) => (isVisible(type) ? { ...type, types: listed(type.types) } : null),
    InputObjectTypeDefinition: orNothing,
    EnumTypeDefinition: orNothing,
    ScalarTypeDefinition: orNothing,
    FieldDefinition: (node, _key, _parent, _path, ancestors) =>
      visible.has(coordinateAt(node, ancestors)) ? undefined : null,
    InputValueDefinition: (node, _key, _parent, _path, ancestors) =>
      visible.has(coordinateAt(node, ancestors)) ? undefined : null,
    OperationTypeDefinition: ({ type }) => (isVisible(type) ? undefined : null),
    // Directives of the schema itself may name types that nothing else leads to.
    DirectiveDefinition: (node) => (node.arguments?.every(({ type }) => isVisible(namedType(type))) ? false : null),
  });
}

function withNotes(document: DocumentNode, policy: Policy): DocumentNode {
  return { ...document, definitions: document.definitions.map((node) => noted(node, policy)) };
}

function noted(type: DefinitionNode, policy: Policy): DefinitionNode {
  if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return type;
  return { ...type, fields: (type.fields ?? []).map((field) => notedField(type.name.value, field, policy)) };
}

function notedField(typeName: string, field: FieldDefinitionNode, policy: Policy): FieldDefinitionNode {
  const known = policy.at(`${typeName}.${field.name.value}`);
  const note = known === undefined ? undefined : classNote(known);
  if (note === undefined) return field;
  const text = field.description?.value ?? '';
  const value = text === '' ? note : `${text}\n${note}`;
  return { ...field, description: { kind: Kind.STRING, value, block: true } };
}
