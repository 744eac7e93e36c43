import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { type AccessRule, ruleText } from '../access/access-rule.ts';
import { implies } from '../access/implies.ts';
import { apiSchema } from '../supergraph/api-schema.ts';
import { readSupergraph, type Supergraph } from '../supergraph/supergraph.ts';
import { withoutAccessFeatures } from '../supergraph/without-access-features.ts';

/** What a change means for those who use the graph and for those whose data it shows. */
export type ChangeClass =
  /** An operation that worked is no longer valid, or means something else. */
  | 'breaking'
  /** Callers without the right that was needed can read it now. */
  | 'exposure widened'
  /** Callers who could read it no longer can. */
  | 'access broken'
  /** May matter to a client that lists cases exhaustively. */
  | 'dangerous'
  | 'safe';

export interface SupergraphChange {
  readonly class: ChangeClass;
  readonly coordinate: string;
  readonly text: string;
}

/** Classes that must not happen without somebody's decision. */
export const ALARMING: readonly ChangeClass[] = ['breaking', 'exposure widened', 'access broken'];

/**
 * What changes from one supergraph to the next: the shape of the graph (GraphQL Inspector), and who may read what.
 *
 * @throws HubError SUPERGRAPH_INVALID when one of the texts is no supergraph.
 */
export async function supergraphChanges(before: string, after: string): Promise<SupergraphChange[]> {
  const [old, now] = [readSupergraph(before), readSupergraph(after)];
  return [...accessChanges(old, now), ...(await shapeChanges(old, now))];
}

async function shapeChanges(old: Supergraph, now: Supergraph): Promise<SupergraphChange[]> {
  const changes = await diff(apiSchema(withoutAccessFeatures(old)), apiSchema(withoutAccessFeatures(now)));
  return changes.map((change) => ({
    class: CLASSES[change.criticality.level],
    coordinate: change.path ?? 'schema',
    text: change.message,
  }));
}

const CLASSES: Readonly<Record<CriticalityLevel, ChangeClass>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

function accessChanges(old: Supergraph, now: Supergraph): SupergraphChange[] {
  const [before, after] = [coordinatesOf(old), coordinatesOf(now)];
  const coordinates = new Set([...old.rules.keys(), ...now.rules.keys(), ...old.masks.keys(), ...now.masks.keys()]);
  return [...coordinates]
    .filter((coordinate) => before.has(coordinate) && after.has(coordinate))
    .sort()
    .flatMap((coordinate) => [
      ...ruleChange(coordinate, old.rules.get(coordinate), now.rules.get(coordinate)),
      ...maskChange(coordinate, old.masks.get(coordinate), now.masks.get(coordinate)),
    ]);
}

function ruleChange(coordinate: string, old: AccessRule | undefined, now: AccessRule | undefined): SupergraphChange[] {
  const text = `its rule changes from ${ruleText(old)} to ${ruleText(now)}.`;
  // A rule that neither implies the other lets some in who were out, and keeps some out who were in.
  const widened: SupergraphChange[] = implies(now, old) ? [] : [{ class: 'exposure widened', coordinate, text }];
  const broken: SupergraphChange[] = implies(old, now) ? [] : [{ class: 'access broken', coordinate, text }];
  return [...widened, ...broken];
}

function maskChange(coordinate: string, old: string | undefined, now: string | undefined): SupergraphChange[] {
  if (old === now) return [];
  const text = `its mask changes from ${old ?? 'none'} to ${now ?? 'none'}.`;
  return [{ class: old === undefined ? 'access broken' : 'exposure widened', coordinate, text }];
}

/** Types and fields of a supergraph: a rule on what did not exist before is no change for anybody. */
function coordinatesOf(supergraph: Supergraph): Set<string> {
  return new Set(
    supergraph.document.definitions.flatMap((node) => {
      if (!('name' in node) || node.name === undefined) return [];
      const type = node.name.value;
      const fields = 'fields' in node ? (node.fields ?? []).map((field) => `${type}.${field.name.value}`) : [];
      return [type, ...fields];
    }),
  );
}
