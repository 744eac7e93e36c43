import type { FetchNode } from '@apollo/query-planner';
import type { EntityRows } from '../../schema/access/entity-rows.ts';
import type { Rights } from '../../schema/access/sight.ts';
import { type RowGate, rowGate } from '../policy/row-gate.ts';
import type { GuardedEntities, GuardedEntity, GuardedFetches } from './guarded-fetches.ts';

/** What one caller's grants say of the entities of one type, before their department is asked about them. */
export interface EntityGate extends GuardedEntity {
  readonly gate: RowGate;
}

/** By type. What is of a type that is not in here is asked about. */
export type FetchGate = ReadonlyMap<string, EntityGate>;

/** Where the answer to one caller depends on whom entities are about. */
export interface RowGates {
  readonly byFetch: ReadonlyMap<FetchNode, FetchGate>;
  /** Undefined where nobody can be asked, or nothing depends on areas. */
  readonly areasOf: EntityRows['areasOf'];
}

/**
 * The gates of a plan's fetches for a caller; undefined where all of its fetches ask of every entity something that is open. Nobody
 * without a grant, as the public is, comes by a natural person to ask further about, and of all others it sees the same.
 */
export function rowGates(
  guarded: GuardedFetches,
  rights: Rights,
  areasOf: EntityRows['areasOf'],
): RowGates | undefined {
  if (rights.grants.length === 0) return undefined;
  const byFetch = new Map<FetchNode, FetchGate>();
  for (const [fetch, entities] of guarded) {
    const gate = fetchGate(entities, rights, areasOf !== undefined);
    if (gate.size > 0) byFetch.set(fetch, gate);
  }
  if (byFetch.size === 0) return undefined;
  const needsArea = [...byFetch.values()].some((gate) => [...gate.values()].some((entity) => entity.gate.needsArea));
  return { byFetch, areasOf: needsArea ? areasOf : undefined };
}

function fetchGate(entities: GuardedEntities, rights: Rights, knowsAreas: boolean): FetchGate {
  const found = new Map<string, EntityGate>();
  for (const [typeName, entity] of entities) {
    const gate = rowGate(entity.guards, rights);
    if (gate !== undefined && (knowsAreas || !gate.needsArea)) found.set(typeName, { ...entity, gate });
  }
  return found;
}
