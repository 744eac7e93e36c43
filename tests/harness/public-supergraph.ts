import { type ASTNode, type ASTVisitFn, type ConstDirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';
import { directiveOn, type WithDirectives } from '../../schema/ast.ts';
import { localName, readLinks } from '../../schema/composition/links.ts';
import { SPECS } from '../../schema/specs.ts';
import { coordinateAt } from '../../schema/supergraph/coordinate-at.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import { withoutAccessFeatures } from '../../schema/supergraph/without-access-features.ts';
import { hiddenElements } from './hidden-elements.ts';

/**
 * The supergraph of what is classed public: everything else is marked `@inaccessible`, so that it is planned over but
 * stands in no API schema.
 */
export function publicSupergraph(supergraph: Supergraph): DocumentNode {
  const document = withInaccessible(withoutAccessFeatures(supergraph));
  const name = localName(readLinks(document), SPECS.inaccessible, 'inaccessible') ?? 'inaccessible';
  return markInaccessible(document, name, hiddenElements(supergraph));
}

function markInaccessible(document: DocumentNode, name: string, hidden: ReadonlySet<string>): DocumentNode {
  const directive: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name } };
  const mark: ASTVisitFn<ASTNode & WithDirectives> = (node, _key, _parent, _path, ancestors) =>
    hidden.has(coordinateAt(node, ancestors)) && directiveOn(node, name) === undefined
      ? { ...node, directives: [...(node.directives ?? []), directive] }
      : undefined;
  // On leaving, so that what was marked inside is kept.
  return visit(document, {
    ObjectTypeDefinition: { leave: mark },
    InterfaceTypeDefinition: { leave: mark },
    UnionTypeDefinition: { leave: mark },
    EnumTypeDefinition: { leave: mark },
    ScalarTypeDefinition: { leave: mark },
    FieldDefinition: { leave: mark },
    InputValueDefinition: { leave: mark },
  });
}

/** Links the inaccessible feature where the supergraph does not have it. */
function withInaccessible(document: DocumentNode): DocumentNode {
  if (readLinks(document).some((link) => link.identity === SPECS.inaccessible)) return document;
  const [header, definition] = parse(
    `schema @link(url: "${SPECS.inaccessible}/v0.2", for: SECURITY) { query: Query }
     directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM
       | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`,
    { noLocation: true },
  ).definitions;
  const link = header?.kind === Kind.SCHEMA_DEFINITION ? (header.directives ?? []) : [];
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.SCHEMA_DEFINITION ? { ...node, directives: [...(node.directives ?? []), ...link] } : node,
  );
  return { ...document, definitions: definition === undefined ? definitions : [...definitions, definition] };
}
