import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { supergraphAccessNames } from '../access/access-rule.ts';
import { argumentsOf } from '../ast.ts';
import type { Link } from '../composition/links.ts';
import { SPECS } from '../specs.ts';
import type { Supergraph } from './supergraph.ts';

const ACCESS_SPECS: readonly string[] = [SPECS.authenticated, SPECS.requiresScopes, SPECS.policy];

/**
 * The supergraph without the three access features, for a planner that refuses to load them. From here on the hub's own
 * check is the only one, so the rules must have been read before (they are: only a `Supergraph` can be given). Features
 * for SECURITY that the hub does not know stay in, and are refused by whoever loads the result.
 */
export function withoutAccessFeatures(supergraph: Supergraph): DocumentNode {
  const removedLinks = supergraph.links.filter((link) => ACCESS_SPECS.includes(link.identity));
  const directives = new Set(
    Object.values(supergraphAccessNames(supergraph.links)).filter((name) => name !== undefined),
  );
  const scalars = new Set(removedLinks.flatMap(scalarNames));
  return visit(supergraph.document, {
    Directive: (node) => (directives.has(node.name.value) || isLinkTo(node, removedLinks) ? null : undefined),
    DirectiveDefinition: (node) => (directives.has(node.name.value) ? null : undefined),
    ScalarTypeDefinition: (node) => (scalars.has(node.name.value) ? null : undefined),
  });
}

/** Scalars of the argument types: `requiresScopes__Scope`, `policy__Policy`, or what they are imported as. */
function scalarNames(link: Link): string[] {
  return ['Scope', 'Policy'].map((scalar) => link.imports.get(scalar) ?? `${link.namespace}__${scalar}`);
}

function isLinkTo(node: ConstDirectiveNode | { readonly kind: Kind }, links: readonly Link[]): boolean {
  if (node.kind !== Kind.DIRECTIVE || !('name' in node) || node.name.value !== 'link') return false;
  const { url } = argumentsOf(node as ConstDirectiveNode); // cast: supergraph documents hold constant values only
  return links.some((link) => link.url === url);
}
