import { Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import type { FieldPolicy } from './field-policy.ts';
import type { Policy } from './policy.ts';
import type { PrunedOperation, RowDependent } from './pruned.ts';
import type { Scope } from './scope.ts';
import type { Sights } from './sights.ts';

/** What a pruned operation reads. */
export type Reading = Pick<PrunedOperation, 'masked' | 'returned' | 'rowDependent'>;

/** What an operation reads for a caller to whom all of it is open; nothing for none. */
export function readingOf(operation: OperationDefinitionNode | null, policy: Policy, sights: Sights): Reading {
  const found: Found = { masked: new Set(), returned: new Set(), rowDependent: new Map() };
  if (operation !== null) {
    read(operation.selectionSet.selections, policy.rootScope(operation.operation), { policy, sights, found });
  }
  return { masked: [...found.masked], returned: [...found.returned], rowDependent: [...found.rowDependent.values()] };
}

interface Found {
  readonly masked: Set<string>;
  readonly returned: Set<string>;
  readonly rowDependent: Map<string, RowDependent>;
}

interface Survey {
  readonly policy: Policy;
  readonly sights: Sights;
  readonly found: Found;
}

function read(selections: readonly SelectionNode[], scope: Scope, survey: Survey): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = survey.policy.scopes.narrowed(scope, selection.typeCondition?.name.value);
      read(selection.selectionSet.selections, inner, survey);
    } else if (selection.kind === Kind.FIELD) {
      const field = survey.policy.field(scope, selection.name.value);
      if (field === undefined) continue;
      readField(field, survey);
      if (field.below !== undefined) read(selection.selectionSet?.selections ?? [], field.below, survey);
    }
  }
}

function readField({ coordinate, requires, mask }: FieldPolicy, { sights, found }: Survey): void {
  const [best, worst] = [sights.best(requires), sights.worst(requires)];
  // What the owner gave no mask is shown as it is to those who see the rest masked.
  const isMasked = best === 'masked' && mask !== undefined;
  (isMasked ? found.masked : found.returned).add(coordinate);
  if (best !== worst) found.rowDependent.set(coordinate, { coordinate, best, worst });
}
