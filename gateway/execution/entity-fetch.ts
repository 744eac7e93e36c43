import type { FetchNode } from '@apollo/query-planner';
import { distinctDenials } from '../../schema/access/distinct-denials.ts';
import type { HubError } from '../../schema/errors.ts';
import { type FetchOutcome, type SourceError, type Variables, whenAnswered } from '../sources/source.ts';
import type { ReaderOf } from './answer-reader.ts';
import { locateNode } from './entity-path.ts';
import { invalidAnswer, type ResponsePath } from './field-error.ts';
import { isNode } from './result-node.ts';
import type { FetchGate } from './row-gates.ts';
import { addError, MAX_ERRORS, type Run, type Step, type WantedEntities } from './run.ts';
import { type SiftedEntities, siftEntities } from './sift-entities.ts';
import { type EntityWish, entitySearch } from './wanted-entities.ts';

/** Everything about an entity fetch that is known before it runs. */
export interface EntityFetch extends EntityWish {
  /** Of the plan, by which a run's gates know it. */
  readonly node: FetchNode;
  readonly publicName: string;
  readonly ask: (variables: Variables, run: Run) => FetchOutcome | Promise<FetchOutcome>;
  readonly readers: (typeName: string) => ReaderOf;
  readonly clientPath: (path: ResponsePath) => ResponsePath;
  readonly report: (run: Run, error: HubError, path?: ResponsePath) => void;
}

/**
 * Compiles a fetch of entities: each is asked once, however often it stands in the tree. Those of which all that is wanted is
 * closed to the caller by whom they are about are not asked at all; their places are as if the department had said so.
 */
export function entityFetch(fetch: EntityFetch): Step {
  const readers = new Map<string, ReaderOf>();
  const readersOf = (typeName: string) => {
    const known = readers.get(typeName) ?? fetch.readers(typeName);
    readers.set(typeName, known);
    return known;
  };
  const search = entitySearch(fetch);
  const ask = (wanted: WantedEntities, run: Run) => {
    const { representations } = wanted;
    if (representations.length === 0) return;
    return whenAnswered(fetch.ask({ representations }, run), (outcome) =>
      applyOutcome(outcome, wanted, run, fetch, readersOf),
    );
  };
  return (run) => {
    const wanted = search(run);
    const gate = run.gates?.byFetch.get(fetch.node);
    if (gate === undefined) return ask(wanted, run);
    const askOpen = (sifted: SiftedEntities) => {
      closeEntities(sifted, gate, run, readersOf);
      return ask(sifted.open, run);
    };
    const sifted = siftEntities(wanted, gate, run);
    return sifted instanceof Promise ? sifted.then(askOpen) : askOpen(sifted);
  };
}

/** Puts into the tree what the department would have answered of entities of which all is closed, and notes why. */
function closeEntities(
  { closed: { representations, nodes }, denials }: SiftedEntities,
  gate: FetchGate,
  run: Run,
  readersOf: (typeName: string) => ReaderOf,
): void {
  if (representations.length === 0) return;
  run.wanted.clear(); // the tree is about to change
  run.disclosures.push({ subjects: [], denials: distinctDenials(denials) });
  for (const [index, representation] of representations.entries()) {
    const typeName = String(representation.__typename);
    const entity = gate.get(typeName)?.closed(representation) ?? null;
    const read = readersOf(typeName)(typeName);
    if (entity !== null) for (const node of nodes[index] ?? []) read?.(entity, node, () => undefined);
  }
}

function applyOutcome(
  outcome: FetchOutcome,
  wanted: WantedEntities,
  run: Run,
  fetch: EntityFetch,
  readersOf: (typeName: string) => ReaderOf,
): void {
  run.wanted.clear(); // the tree is about to change
  if (outcome.kind === 'failed') {
    addError(run, outcome.error, listPath(fetch));
    return;
  }
  if (outcome.disclosure !== undefined) run.disclosures.push(outcome.disclosure);
  for (const error of outcome.errors) addEntityError(error, wanted, run, fetch);
  if (outcome.data === null && outcome.errors.length > 0) return;
  const entities = isNode(outcome.data) ? outcome.data._entities : undefined;
  if (!Array.isArray(entities) || entities.length !== wanted.nodes.length) {
    fetch.report(
      run,
      invalidAnswer(fetch.publicName, 'the answer is not one entity for each that was asked'),
      listPath(fetch),
    );
    return;
  }
  const problem = mergeEntities(entities, wanted, fetch, readersOf);
  if (problem !== undefined) fetch.report(run, invalidAnswer(fetch.publicName, problem), listPath(fetch));
}

/** Merges what is right, and says what was not. */
function mergeEntities(
  entities: readonly unknown[],
  { representations, nodes }: WantedEntities,
  fetch: EntityFetch,
  readersOf: (typeName: string) => ReaderOf,
): string | undefined {
  let problem: string | undefined;
  const fault = (what: string) => {
    problem ??= what;
  };
  for (let index = 0; index < representations.length; index += 1) {
    const entity = entities[index];
    const representation = representations[index];
    if (entity === null || representation === undefined) continue;
    const typeName = String(representation.__typename);
    if (!isNode(entity) || fetch.checks.get(typeName)?.isSame(entity, representation) !== true) {
      fault(`a ${typeName} came back as another one`);
      continue;
    }
    const runtimeType = typeof entity.__typename === 'string' ? entity.__typename : typeName;
    const read = readersOf(typeName)(runtimeType);
    if (read === null) fault(`a ${typeName} came back as something else`);
    else for (const node of nodes[index] ?? []) read(entity, node, fault);
  }
  return problem;
}

/** Adds an error about an entity at every place where the entity stands: a null without an error says that there is nothing. */
function addEntityError({ error, path }: SourceError, wanted: WantedEntities, run: Run, fetch: EntityFetch): void {
  const [root, index, ...inner] = path ?? [];
  const nodes = root === '_entities' && typeof index === 'number' ? wanted.nodes[index] : undefined;
  if (nodes === undefined) {
    addError(run, error, listPath(fetch));
    return;
  }
  for (const node of nodes) {
    if (run.errors.length >= MAX_ERRORS) return; // finding a place costs a walk over the tree
    const place = locateNode(run.root, fetch.path, node) ?? [];
    addError(run, error, [...fetch.clientPath(place), ...fetch.clientPath(inner)]);
  }
}

/** Where an error about all of the entities belongs: what the path names before its first list. */
function listPath({ path, clientPath }: EntityFetch): ResponsePath {
  const list = path.indexOf('@');
  return clientPath(list === -1 ? path : path.slice(0, list));
}
