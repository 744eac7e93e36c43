import { Kind } from 'graphql';
import { ruleText } from '../../access/access-rule.ts';
import { implies } from '../../access/implies.ts';
import { directiveOn, namedType } from '../../ast.ts';
import type { Problem } from '../problem.ts';
import { fieldsOf, type LinkedSubgraph } from '../subgraph-source.ts';

/**
 * A protected or masked field is nullable, because a caller without the right gets null there and nothing above it may
 * fall with it. Where a field's type is protected and the type it stands in at least as much, it is reached only by those
 * who may read it.
 */
export function checkNullability(subgraph: LinkedSubgraph): Problem[] {
  return fieldsOf(subgraph).flatMap(({ type, field, coordinate }) => {
    if (field.type.kind !== Kind.NON_NULL_TYPE) return [];
    const own = subgraph.rules.get(coordinate);
    const returned = subgraph.rules.get(namedType(field.type).name.value);
    const guarded = implies(subgraph.rules.get(type.name.value), returned);
    const mask = subgraph.creditNames.mask;
    const masked = mask !== undefined && directiveOn(field, mask) !== undefined;
    if (own === undefined && guarded && !masked) return [];
    const text = masked
      ? 'It is masked, but non-null.'
      : `It is protected (${ruleText(own ?? returned)}), but non-null.`;
    return [{ coordinate, subgraph: subgraph.name, text, remedy: 'Remove the "!".' }];
  });
}
