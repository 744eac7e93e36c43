import type { HubError } from '../../schema/errors.ts';
import { type FetchOutcome, type Variables, whenAnswered } from '../sources/source.ts';
import type { ObjectReader } from './answer-reader.ts';
import { collectNodes, type EntityPath, locateNode } from './entity-path.ts';
import { invalidAnswer, type ResponsePath } from './field-error.ts';
import { isNode, type ResultNode } from './result-node.ts';
import { addError, type Run, type Step } from './run.ts';

/** Everything about a fetch of root fields that is known before it runs. */
export interface RootFetch {
  /** Of objects of the root type; empty for the root itself. A mutation's payload can hold the query root, for instance. */
  readonly path: EntityPath;
  readonly publicName: string;
  readonly ask: (variables: Variables, run: Run) => FetchOutcome | Promise<FetchOutcome>;
  readonly read: ObjectReader;
  /** The one field that is asked; empty where there are several. */
  readonly onlyField: ResponsePath;
  readonly clientPath: (path: ResponsePath) => ResponsePath;
  readonly report: (run: Run, error: HubError, path?: ResponsePath) => void;
}

/** Compiles a fetch of root fields. */
export function rootFetch(fetch: RootFetch): Step {
  return (run) => {
    const nodes: ResultNode[] = [];
    collectNodes(run.root, fetch.path, nodes);
    if (nodes.length === 0) return;
    return whenAnswered(fetch.ask(run.variables, run), (outcome) => applyOutcome(outcome, nodes, run, fetch));
  };
}

function applyOutcome(outcome: FetchOutcome, nodes: readonly ResultNode[], run: Run, fetch: RootFetch): void {
  run.wanted.clear(); // the tree is about to change
  const place = (inner: ResponsePath) => placeOf(inner, nodes, run, fetch);
  if (outcome.kind === 'failed') {
    addError(run, outcome.error, place(fetch.onlyField));
    return;
  }
  if (outcome.disclosure !== undefined) run.disclosures.push(outcome.disclosure);
  for (const { error, path } of outcome.errors) addError(run, error, place(path ?? []));
  if (outcome.data === null && outcome.errors.length > 0) return;
  let problem: string | undefined;
  const fault = (what: string) => {
    problem ??= what;
  };
  if (isNode(outcome.data)) for (const node of nodes) fetch.read(outcome.data, node, fault);
  else fault('the answer has no data');
  if (problem !== undefined && outcome.errors.length === 0) {
    fetch.report(run, invalidAnswer(fetch.publicName, problem), place(fetch.onlyField));
  }
}

/** A place below the first of the nodes; undefined for all of the answer. */
function placeOf(
  inner: ResponsePath,
  [node]: readonly ResultNode[],
  run: Run,
  fetch: RootFetch,
): ResponsePath | undefined {
  const outer = node === undefined ? undefined : locateNode(run.root, fetch.path, node);
  const place = fetch.clientPath([...(outer ?? []), ...inner]);
  return place.length === 0 ? undefined : place;
}
