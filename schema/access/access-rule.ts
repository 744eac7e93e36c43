import type { DocumentNode } from 'graphql';
import { argumentsOf, directiveOn, type WithDirectives } from '../ast.ts';
import { type Link, localName } from '../composition/links.ts';
import { type ACCESS_DIRECTIVES, SPECS } from '../specs.ts';

/**
 * What one coordinate requires of its caller, with the meaning of the federation directives: `scopes` and `policies` are
 * alternatives (outer list) of conjunctions (inner list).
 */
export interface AccessRule {
  readonly authenticated: boolean;
  readonly scopes: readonly (readonly string[])[];
  readonly policies: readonly (readonly string[])[];
}

/** Rules by schema coordinate: `Type` or `Type.field`. A coordinate without an entry is public. */
export type AccessRules = ReadonlyMap<string, AccessRule>;

/** Local names of the three access directives in one document; undefined where it does not link them. */
export type AccessNames = Readonly<Record<(typeof ACCESS_DIRECTIVES)[number], string | undefined>>;

/** Names of the access directives in a subgraph, which imports them from the federation specification. */
export function subgraphAccessNames(links: readonly Link[]): AccessNames {
  return {
    authenticated: localName(links, SPECS.federation, 'authenticated'),
    requiresScopes: localName(links, SPECS.federation, 'requiresScopes'),
    policy: localName(links, SPECS.federation, 'policy'),
  };
}

/** Names of the access directives in a supergraph, where each is a feature of its own. */
export function supergraphAccessNames(links: readonly Link[]): AccessNames {
  return {
    authenticated: localName(links, SPECS.authenticated, 'authenticated'),
    requiresScopes: localName(links, SPECS.requiresScopes, 'requiresScopes'),
    policy: localName(links, SPECS.policy, 'policy'),
  };
}

/** Every rule that the document states, on types (scalars and enums among them) and fields. */
export function readAccessRules(document: DocumentNode, names: AccessNames): AccessRules {
  const rules = new Map<string, AccessRule>();
  const add = (coordinate: string, node: WithDirectives) => {
    const rule = ruleOn(node, names);
    if (rule !== undefined) rules.set(coordinate, merge(rules.get(coordinate), rule));
  };
  for (const node of document.definitions) {
    if (!('name' in node) || node.name === undefined) continue;
    const type = node.name.value;
    if ('directives' in node) add(type, node as WithDirectives);
    if ('fields' in node) for (const field of node.fields ?? []) add(`${type}.${field.name.value}`, field);
  }
  return rules;
}

/** The rule as text: the same for equal rules, whatever the order in which they were written. */
export function ruleText(rule: AccessRule | undefined): string {
  if (rule === undefined) return 'public';
  const parts = [
    rule.authenticated ? ['@authenticated'] : [],
    rule.scopes.length > 0 ? [`@requiresScopes(${alternatives(rule.scopes)})`] : [],
    rule.policies.length > 0 ? [`@policy(${alternatives(rule.policies)})`] : [],
  ].flat();
  return parts.join(' ');
}

function alternatives(lists: readonly (readonly string[])[]): string {
  return lists
    .map((all) => [...all].sort().join(' AND '))
    .sort()
    .join(' OR ');
}

/** The rule that the node's own directives state. */
export function ruleOn(node: WithDirectives, names: AccessNames): AccessRule | undefined {
  const authenticated = names.authenticated !== undefined && directiveOn(node, names.authenticated) !== undefined;
  const scopes = listArgument(node, names.requiresScopes, 'scopes');
  const policies = listArgument(node, names.policy, 'policies');
  if (!authenticated && scopes === undefined && policies === undefined) return undefined;
  return { authenticated, scopes: scopes ?? [], policies: policies ?? [] };
}

function listArgument(
  node: WithDirectives,
  directiveName: string | undefined,
  argument: string,
): string[][] | undefined {
  const directive = directiveName === undefined ? undefined : directiveOn(node, directiveName);
  if (directive === undefined) return undefined;
  const value = argumentsOf(directive)[argument];
  // GraphQL's input coercion turns a single value into a list of one.
  const outer: unknown[] = Array.isArray(value) ? value : [value];
  return outer.map((inner) => (Array.isArray(inner) ? inner : [inner]).map(String));
}

function merge(known: AccessRule | undefined, more: AccessRule): AccessRule {
  if (known === undefined) return more;
  return {
    authenticated: known.authenticated || more.authenticated,
    scopes: [...known.scopes, ...more.scopes],
    policies: [...known.policies, ...more.policies],
  };
}
