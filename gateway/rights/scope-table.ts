import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import type { ScopeTable } from './inherent-grants.ts';

/** The scopes that a supergraph's rules name, and those that its catalogue items imply: each item has a past. */
export function scopeTable({ rules, catalogue }: Supergraph): ScopeTable {
  const items = [...catalogue.values()].map(({ code }) => code);
  const named = [...rules.values()].flatMap(({ scopes }) => scopes.flat());
  const itemsByOwner = new Map<string, string[]>();
  for (const item of items) {
    const owner = item.slice(0, item.indexOf('.'));
    itemsByOwner.set(owner, [...(itemsByOwner.get(owner) ?? []), item]);
  }
  return { scopes: [...new Set([...named, ...items.map((item) => `${item}:history`)])].sort(), itemsByOwner };
}
