import type { AccessRules } from '../access/access-rule.ts';
import { holders, readJoins } from '../supergraph/joins.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { mentionedScopes } from './mentioned-scopes.ts';

/** The scopes that each department's rules mention, by its code, as the supergraph has them. */
export function departmentScopes({ document, rules, catalogue }: Supergraph): ReadonlyMap<string, ReadonlySet<string>> {
  const { types, subgraphs } = readJoins(document);
  const scopes = new Map<string, ReadonlySet<string>>();
  for (const [graph, code] of subgraphs) {
    const own = [...types.values()].filter((type) => holders(type).includes(graph));
    const names = new Set(own.map(({ name }) => name));
    const items = [...catalogue].flatMap(([type, entry]) => (names.has(type) ? [entry.code] : []));
    scopes.set(code, mentionedScopes(rulesOf(names, rules), items));
  }
  return scopes;
}

/** Rules of the types and of their fields; those of a field that another department answers do no harm here. */
function rulesOf(types: ReadonlySet<string>, rules: AccessRules): AccessRules {
  return new Map([...rules].filter(([coordinate]) => types.has(coordinate.split('.')[0] ?? '')));
}
