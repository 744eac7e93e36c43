import { type DocumentNode, type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { type AccessNames, type AccessRules, readAccessRules, subgraphAccessNames } from '../access/access-rule.ts';
import { type FieldsNode, hasFields, isObject } from '../ast.ts';
import { type CREDIT_DIRECTIVES, SPECS } from '../specs.ts';
import { type Link, localName, readLinks } from './links.ts';

/** What composition takes: a subgraph's whole SDL, and what its manifest says about sharing fields. */
export interface SubgraphSource {
  readonly name: string;
  /** Address that the supergraph names for it. */
  readonly url: string;
  readonly document: DocumentNode;
  /** Coordinates of its own that other subgraphs may resolve as well, or take over. */
  readonly yields: readonly string[];
}

/** A source with its links and rules read. */
export interface LinkedSubgraph extends SubgraphSource {
  readonly links: readonly Link[];
  readonly accessNames: AccessNames;
  /** Local names of the project's own directives. */
  readonly creditNames: Readonly<Record<(typeof CREDIT_DIRECTIVES)[number], string | undefined>>;
  readonly rules: AccessRules;
}

/** Reads the links of a source; every name in its document goes by them. */
export function linkSubgraph(source: SubgraphSource): LinkedSubgraph {
  const links = readLinks(source.document);
  const accessNames = subgraphAccessNames(links);
  return {
    ...source,
    links,
    accessNames,
    creditNames: {
      catalogue: localName(links, SPECS.credit, 'catalogue'),
      mask: localName(links, SPECS.credit, 'mask'),
      filtersOn: localName(links, SPECS.credit, 'filtersOn'),
      department: localName(links, SPECS.credit, 'department'),
    },
    rules: readAccessRules(source.document, accessNames),
  };
}

/** Local name of a federation directive, such as `key`. */
export function federationName(subgraph: LinkedSubgraph, directive: string): string {
  return localName(subgraph.links, SPECS.federation, directive) ?? `federation__${directive}`;
}

/** Object types of the subgraph, extensions among them. */
export function objectTypes(subgraph: LinkedSubgraph): ObjectTypeDefinitionNode[] {
  return subgraph.document.definitions
    .filter(isObject)
    .map((node) => ({ ...node, kind: Kind.OBJECT_TYPE_DEFINITION }) as ObjectTypeDefinitionNode);
}

/** Every field of objects and interfaces, with its coordinate. */
export function fieldsOf(
  subgraph: LinkedSubgraph,
): { readonly type: FieldsNode; readonly field: FieldDefinitionNode; readonly coordinate: string }[] {
  return subgraph.document.definitions
    .filter(hasFields)
    .flatMap((type) =>
      (type.fields ?? []).map((field) => ({ type, field, coordinate: `${type.name.value}.${field.name.value}` })),
    );
}
