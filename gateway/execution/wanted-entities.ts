import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { collectNodes, type EntityPath } from './entity-path.ts';
import type { Rewrite } from './input-rewrite.ts';
import type { KeyCheck } from './key-echo.ts';
import type { RepresentationOf } from './representation.ts';
import type { ResultNode } from './result-node.ts';
import type { Run, WantedEntities } from './run.ts';

/** What a fetch wants to know of entities before it asks. */
export interface EntityWish {
  readonly path: EntityPath;
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly represent: RepresentationOf;
  /** By `__typename` of the representation as it is sent. */
  readonly checks: ReadonlyMap<string, KeyCheck>;
  readonly rewriteInput: Rewrite | undefined;
}

/**
 * Compiles the search for a fetch's entities. Fetches that require the same leaves of the same place, as those of one subject
 * from ten departments do, search once as long as nothing is merged between them.
 */
export function entitySearch(wish: EntityWish): (run: Run) => WantedEntities {
  const leaves = leavesOf(wish);
  if (leaves === undefined) return (run) => search(run, wish, wholeText);
  const identity = leaves.length === 1 && leaves[0] !== undefined ? textOf(leaves[0]) : wholeText;
  const key = `${wish.path.join('.')} ${JSON.stringify(wish.requires)}`;
  return (run) => {
    const known = run.wanted.get(key);
    if (known !== undefined) return known;
    const found = search(run, wish, identity);
    run.wanted.set(key, found);
    return found;
  };
}

/** Names of the required fields where each entity has them as they are; undefined where that depends on its type. */
function leavesOf({ requires, rewriteInput }: EntityWish): readonly string[] | undefined {
  const [fragment] = requires;
  if (rewriteInput !== undefined || requires.length !== 1 || fragment?.kind !== 'InlineFragment') return undefined;
  const leaves = fragment.selections.map((selection) =>
    selection.kind === 'Field' && selection.selections === undefined ? (selection.alias ?? selection.name) : undefined,
  );
  if (leaves.includes(undefined)) return undefined;
  return leaves.filter((leaf): leaf is string => leaf !== undefined && leaf !== '__typename');
}

/** What tells a representation from others: equal ones are asked once. */
type Identity = (representation: ResultNode) => string;

const wholeText: Identity = (representation) => JSON.stringify(representation);

function textOf(leaf: string): Identity {
  return (representation) => {
    const value = representation[leaf];
    // A scalar of one's own can be an object, of which this text would say nothing.
    return typeof value === 'object' ? wholeText(representation) : `${representation.__typename} ${value}`;
  };
}

function search(run: Run, { path, represent, rewriteInput, checks }: EntityWish, identity: Identity): WantedEntities {
  const found: ResultNode[] = [];
  collectNodes(run.root, path, found);
  // Once something has failed, what is missing may be what a field requires.
  const mustBeWhole = run.errors.length > 0;
  const representations: ResultNode[] = [];
  const nodes: ResultNode[][] = [];
  const places = new Map<string, ResultNode[]>();
  for (const node of found) {
    const representation = represent(node, mustBeWhole);
    if (representation === undefined) continue;
    rewriteInput?.(representation);
    if (checks.get(String(representation.__typename))?.isKeyed(representation) !== true) continue;
    const text = found.length === 1 ? '' : identity(representation);
    const same = places.get(text);
    if (same !== undefined) {
      same.push(node);
      continue;
    }
    const stands = [node];
    places.set(text, stands);
    nodes.push(stands);
    representations.push(representation);
  }
  return { representations, nodes };
}
