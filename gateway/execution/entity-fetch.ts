import type { HubError } from '../../schema/errors.ts';
import { type FetchOutcome, type SourceError, type Variables, whenAnswered } from '../sources/source.ts';
import type { ReaderOf } from './answer-reader.ts';
import { collectNodes, type EntityPath, locateNode } from './entity-path.ts';
import { invalidAnswer, type ResponsePath } from './field-error.ts';
import type { Rewrite } from './input-rewrite.ts';
import type { KeyCheck } from './key-echo.ts';
import type { RepresentationOf } from './representation.ts';
import { isNode, type ResultNode } from './result-node.ts';
import { addError, MAX_ERRORS, type Run, type Step } from './run.ts';

/** Everything about an entity fetch that is known before it runs. */
export interface EntityFetch {
  readonly path: EntityPath;
  readonly publicName: string;
  readonly ask: (variables: Variables, run: Run) => FetchOutcome | Promise<FetchOutcome>;
  readonly represent: RepresentationOf;
  /** By `__typename` of the representation as it is sent. */
  readonly checks: ReadonlyMap<string, KeyCheck>;
  readonly readers: (typeName: string) => ReaderOf;
  readonly rewriteInput: Rewrite | undefined;
  readonly clientPath: (path: ResponsePath) => ResponsePath;
  readonly report: (run: Run, error: HubError, path?: ResponsePath) => void;
}

/** An entity that is asked about, and everywhere in the tree that it stands. */
interface Wanted {
  readonly representation: ResultNode;
  readonly nodes: ResultNode[];
}

/** Compiles a fetch of entities: each is asked once, however often it stands in the tree. */
export function entityFetch(fetch: EntityFetch): Step {
  const readers = new Map<string, ReaderOf>();
  const readersOf = (typeName: string) => {
    const known = readers.get(typeName) ?? fetch.readers(typeName);
    readers.set(typeName, known);
    return known;
  };
  return (run) => {
    const wanted = wantedEntities(run.root, fetch);
    if (wanted.length === 0) return;
    const representations = wanted.map(({ representation }) => representation);
    return whenAnswered(fetch.ask({ representations }, run), (outcome) =>
      applyOutcome(outcome, wanted, run, fetch, readersOf),
    );
  };
}

function wantedEntities(root: ResultNode, { path, represent, rewriteInput, checks }: EntityFetch): readonly Wanted[] {
  const nodes: ResultNode[] = [];
  collectNodes(root, path, nodes);
  const wanted = new Map<string, Wanted>();
  for (const node of nodes) {
    const representation = represent(node);
    if (representation === undefined) continue;
    rewriteInput?.(representation);
    if (checks.get(String(representation.__typename))?.isKeyed(representation) !== true) continue;
    const identity = nodes.length === 1 ? '' : JSON.stringify(representation);
    const same = wanted.get(identity);
    if (same === undefined) wanted.set(identity, { representation, nodes: [node] });
    else same.nodes.push(node);
  }
  return [...wanted.values()];
}

function applyOutcome(
  outcome: FetchOutcome,
  wanted: readonly Wanted[],
  run: Run,
  fetch: EntityFetch,
  readersOf: (typeName: string) => ReaderOf,
): void {
  if (outcome.kind === 'failed') {
    addError(run, outcome.error, listPath(fetch));
    return;
  }
  for (const error of outcome.errors) addEntityError(error, wanted, run, fetch);
  if (outcome.data === null && outcome.errors.length > 0) return;
  const entities = isNode(outcome.data) ? outcome.data._entities : undefined;
  if (!Array.isArray(entities) || entities.length !== wanted.length) {
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
  wanted: readonly Wanted[],
  fetch: EntityFetch,
  readersOf: (typeName: string) => ReaderOf,
): string | undefined {
  let problem: string | undefined;
  const fault = (what: string) => {
    problem ??= what;
  };
  for (const [index, { representation, nodes }] of wanted.entries()) {
    const entity = entities[index];
    if (entity === null) continue;
    const typeName = String(representation.__typename);
    if (!isNode(entity) || fetch.checks.get(typeName)?.isSame(entity, representation) !== true) {
      fault(`a ${typeName} came back as another one`);
      continue;
    }
    const runtimeType = typeof entity.__typename === 'string' ? entity.__typename : typeName;
    const read = readersOf(typeName)(runtimeType);
    if (read === null) fault(`a ${typeName} came back as something else`);
    else for (const node of nodes) read(entity, node, fault);
  }
  return problem;
}

/** Adds an error about an entity at every place where the entity stands: a null without an error says that there is nothing. */
function addEntityError({ error, path }: SourceError, wanted: readonly Wanted[], run: Run, fetch: EntityFetch): void {
  const [root, index, ...inner] = path ?? [];
  const nodes = root === '_entities' && typeof index === 'number' ? wanted[index]?.nodes : undefined;
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
