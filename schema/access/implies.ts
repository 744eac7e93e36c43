import type { AccessRule } from './access-rule.ts';

/** True when whoever fulfils `strong` also fulfils `weak`. */
export function implies(strong: AccessRule | undefined, weak: AccessRule | undefined): boolean {
  const [has, needs] = [strong ?? NOTHING, weak ?? NOTHING];
  return (
    (!needs.authenticated || has.authenticated) &&
    listImplies(has.scopes, needs.scopes) &&
    listImplies(has.policies, needs.policies)
  );
}

const NOTHING: AccessRule = { authenticated: false, scopes: [], policies: [] };

/** Every alternative of the strong list must contain all of some alternative of the weak one. */
function listImplies(strong: readonly (readonly string[])[], weak: readonly (readonly string[])[]): boolean {
  if (weak.length === 0) return true;
  if (strong.length === 0) return false;
  return strong.every((all) => weak.some((needed) => needed.every((name) => all.includes(name))));
}
