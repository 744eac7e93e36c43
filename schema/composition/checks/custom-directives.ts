import { Kind, specifiedDirectives, visit } from 'graphql';
import { argumentsOf } from '../../ast.ts';
import { ACCESS_DIRECTIVES, CREDIT_DIRECTIVES } from '../../specs.ts';
import type { Problem } from '../problem.ts';
import { federationName, type LinkedSubgraph } from '../subgraph-source.ts';

/**
 * A directive that composition does not know is dropped without a word, and a rule with it. So every directive in use
 * is one of GraphQL's, imported from a linked specification, or composed.
 */
export function checkCustomDirectives(subgraph: LinkedSubgraph): Problem[] {
  const kept = new Set([...specifiedDirectives.map(({ name }) => name), 'link', ...linkedNames(subgraph)]);
  const composed = composedNames(subgraph);
  return usedDirectives(subgraph)
    .filter((name) => !kept.has(name) || isLostCredit(subgraph, name, composed))
    .map((name) => ({
      coordinate: `@${name}`,
      subgraph: subgraph.name,
      text: isRule(name)
        ? 'It looks like an access rule, but is not imported from its specification, so composition would drop it.'
        : 'It is used, but composition would drop it.',
      remedy: 'Import it with @link and, if it is not a federation directive, name it in @composeDirective.',
    }));
}

/** The project's own directives need `@composeDirective` beside the import. */
function isLostCredit(subgraph: LinkedSubgraph, name: string, composed: ReadonlySet<string>): boolean {
  return Object.values(subgraph.creditNames).includes(name) && !composed.has(name);
}

function isRule(name: string): boolean {
  return [...ACCESS_DIRECTIVES, ...CREDIT_DIRECTIVES].some((rule) => name === rule || name.endsWith(`__${rule}`));
}

function linkedNames(subgraph: LinkedSubgraph): string[] {
  const imported = subgraph.links.flatMap((link) => [...link.imports.values()]);
  const namespaced = usedDirectives(subgraph).filter((name) =>
    subgraph.links.some((link) => name === link.namespace || name.startsWith(`${link.namespace}__`)),
  );
  return [...imported, ...namespaced];
}

function composedNames(subgraph: LinkedSubgraph): Set<string> {
  const compose = federationName(subgraph, 'composeDirective');
  const uses = subgraph.document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap((node) => node.directives ?? [])
    .filter((directive) => directive.name.value === compose);
  return new Set(uses.map((directive) => String(argumentsOf(directive).name).replace(/^@/, '')));
}

function usedDirectives(subgraph: LinkedSubgraph): string[] {
  const names = new Set<string>();
  visit(subgraph.document, { Directive: (directive) => void names.add(directive.name.value) });
  return [...names];
}
