import type { DocumentNode } from 'graphql';
import { type FieldsNode, hasFields, isInterface } from '../ast.ts';
import type { AccessRule, AccessRules } from './access-rule.ts';
import { implies } from './implies.ts';

/** Beyond so many alternatives a conjunction is not worked out; the rule then counts as stated, the stricter reading. */
const MAX_ALTERNATIVES = 1_000;

/**
 * The rules without those that composition derived for interfaces and their fields: the conjunction over the
 * implementations. What a derived rule means depends on how the interface is asked, so whoever applies the rules derives
 * it anew; a rule that says more than that was stated by somebody, and stays.
 */
export function withoutDerivedRules(document: DocumentNode, rules: AccessRules): AccessRules {
  const types = document.definitions.filter(hasFields);
  const stated = new Map(rules);
  for (const type of types.filter(isInterface)) {
    const name = type.name.value;
    const implementations = types.filter((other) => implementsInterface(other, name)).map((other) => other.name.value);
    const parts = ['', ...(type.fields ?? []).map((field) => `.${field.name.value}`)];
    for (const part of parts) {
      const derived = conjunction(implementations.flatMap((other) => rules.get(`${other}${part}`) ?? []));
      if (isSame(rules.get(`${name}${part}`), derived)) stated.delete(`${name}${part}`);
    }
  }
  return stated;
}

function implementsInterface(type: FieldsNode, name: string): boolean {
  return !isInterface(type) && (type.interfaces?.some((parent) => parent.name.value === name) ?? false);
}

function isSame(rule: AccessRule | undefined, derived: AccessRule | undefined): boolean {
  return rule !== undefined && derived !== undefined && implies(rule, derived) && implies(derived, rule);
}

/** The rule that asks for all of the rules; undefined for none, or for too many alternatives. */
function conjunction(rules: readonly AccessRule[]): AccessRule | undefined {
  if (rules.length === 0) return undefined;
  const scopes = product(rules.map((rule) => rule.scopes));
  const policies = product(rules.map((rule) => rule.policies));
  if (scopes === undefined || policies === undefined) return undefined;
  return { authenticated: rules.some((rule) => rule.authenticated), scopes, policies };
}

function product(lists: readonly AccessRule['scopes'][]): string[][] | undefined {
  let all: string[][] = [];
  for (const list of lists) {
    if (list.length === 0) continue;
    all =
      all.length === 0
        ? list.map((names) => [...names])
        : all.flatMap((left) => list.map((right) => [...left, ...right]));
    if (all.length > MAX_ALTERNATIVES) return undefined;
  }
  return all;
}
