import { isNonNullType } from '@apollo/federation-internals';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { EntityRows, SubjectReferences } from '../../schema/access/entity-rows.ts';
import { selectedFields } from '../../schema/selected-fields.ts';
import type { Policy } from '../policy/policy.ts';
import { entityRowGuard, fieldRowGuard, type RowGuard } from '../policy/row-guard.ts';
import { entitySelections, fetchOperation } from './fetch-operation.ts';
import type { PlannedSubgraph } from './fetch-step.ts';
import { fetchesOf } from './plan-fetches.ts';
import { ResultNode } from './result-node.ts';

/** What a fetch asks of entities of one type, where departments close all of it row by row. */
export interface GuardedEntity {
  readonly guards: readonly RowGuard[];
  readonly subjectOf: SubjectReferences['subjectOf'];
  /** What the department answers of an entity of which all is closed: every field null, or no entity at all. */
  closed(representation: ResultNode): ResultNode | null;
}

/** By the type of the entities that are asked about. */
export type GuardedEntities = ReadonlyMap<string, GuardedEntity>;

/** Fetches that may ask of some entities nothing but what is closed. */
export type GuardedFetches = ReadonlyMap<FetchNode, GuardedEntities>;

/** What fetches are held against. */
export interface GuardSetting {
  /** Undefined where nothing is known of whom entities are about. */
  readonly rows: EntityRows | undefined;
  readonly policy: Policy;
  readonly subgraphs: ReadonlyMap<string, PlannedSubgraph>;
}

/** Finds them in a plan. Whatever is asked beside the guarded places keeps its entities open: their department decides alone. */
export function guardedFetches(plan: PlanNode, { rows, policy, subgraphs }: GuardSetting): GuardedFetches {
  const found = new Map<FetchNode, GuardedEntities>();
  if (rows === undefined) return found;
  for (const fetch of fetchesOf(plan)) {
    const subgraph = subgraphs.get(fetch.serviceName);
    // Where names of types are rewritten, references are of other types than they were planned for.
    if (fetch.requires === undefined || fetch.inputRewrites?.length || subgraph === undefined) continue;
    const entities = guardedEntities(fetch, { rows, policy, subgraph });
    if (entities.size > 0) found.set(fetch, entities);
  }
  return found;
}

interface EntitySetting {
  readonly rows: EntityRows;
  readonly policy: Policy;
  readonly subgraph: PlannedSubgraph;
}

function guardedEntities(fetch: FetchNode, setting: EntitySetting): GuardedEntities {
  const found = new Map<string, GuardedEntity>();
  for (const [typeName, given] of representedTypes(fetch)) {
    const references = setting.rows.ofType(typeName);
    if (references === undefined) continue;
    const entity = references.keepers.has(fetch.serviceName)
      ? wholeEntity(typeName, references, setting)
      : entityByFields(typeName, given, fetch, references, setting);
    if (entity !== undefined) found.set(typeName, entity);
  }
  return found;
}

/** Names of the fields that references of each type hold. */
function representedTypes({ requires = [] }: FetchNode): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, ReadonlySet<string>>();
  for (const selection of requires) {
    if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) continue;
    const names = selection.selections.flatMap((inner) =>
      inner.kind === 'Field' && inner.selections === undefined ? [inner.name] : [],
    );
    types.set(selection.typeCondition, new Set([...(types.get(selection.typeCondition) ?? []), ...names]));
  }
  return types;
}

function wholeEntity(
  typeName: string,
  { subjectOf }: SubjectReferences,
  { policy }: EntitySetting,
): GuardedEntity | undefined {
  const guard = entityRowGuard(typeName, policy);
  return guard && { guards: [guard], subjectOf, closed: () => null };
}

/** @param given names of the fields that references hold; asking for them again gives nothing out */
function entityByFields(
  typeName: string,
  given: ReadonlySet<string>,
  fetch: FetchNode,
  { subjectOf }: SubjectReferences,
  { policy, subgraph: { types } }: EntitySetting,
): GuardedEntity | undefined {
  const selections = entitySelections(fetchOperation(fetch));
  const selected = selectedFields(selections, (condition) => types.fulfils(typeName, condition));
  const guards: RowGuard[] = [];
  const copied = new Map<string, string>();
  const emptied: string[] = [];
  for (const [key, [node]] of selected) {
    const name = node?.name.value ?? '';
    if (name === '__typename' || given.has(name)) {
      copied.set(key, name);
      continue;
    }
    const field = policy.at(`${typeName}.${name}`);
    const type = types.fieldType(typeName, name);
    const guard = field && fieldRowGuard(field);
    if (guard === undefined || type === undefined || isNonNullType(type)) return undefined;
    guards.push(guard);
    emptied.push(key);
  }
  if (guards.length === 0) return undefined;
  const closed = (representation: ResultNode) => {
    const entity = new ResultNode();
    for (const [key, name] of copied) entity[key] = representation[name];
    for (const key of emptied) entity[key] = null;
    return entity;
  };
  return { guards, subjectOf, closed };
}
