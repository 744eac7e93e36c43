import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphTypes } from './graph-types.ts';
import { isNode, type ResultNode } from './result-node.ts';

const FRAGMENT = '... on ';

/** Changes a representation as a plan says: sets values, below paths of fields and type conditions. */
export type Rewrite = (node: ResultNode) => void;

/** All of a fetch's rewrites in their order; undefined for none. */
export function inputRewrite(list: readonly FetchDataRewrite[] | undefined, types: GraphTypes): Rewrite | undefined {
  if (list === undefined || list.length === 0) return undefined;
  const steps = list.map((rewrite) => {
    const change = changeOf(rewrite);
    return (node: ResultNode) => applyAt(node, rewrite.path.slice(0, -1), types, change);
  });
  return (node) => {
    for (const step of steps) step(node);
  };
}

function changeOf(rewrite: FetchDataRewrite): Rewrite {
  if (rewrite.kind !== 'ValueSetter')
    throw new Error(`The plan has a ${rewrite.kind} for representations, which nothing asked for.`);
  const key = rewrite.path.at(-1) ?? '';
  return (node) => {
    node[key] = rewrite.setValueTo;
  };
}

function applyAt(value: unknown, path: readonly string[], types: GraphTypes, change: Rewrite): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(item, path, types, change);
    return;
  }
  if (!isNode(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) change(value);
  else if (!first.startsWith(FRAGMENT)) applyAt(value[first], rest, types, change);
  else if (mayFulfil(value, first.slice(FRAGMENT.length), types)) applyAt(value, rest, types, change);
}

/** Not every object has its type name; one without may be of any type. */
function mayFulfil(node: ResultNode, condition: string, types: GraphTypes): boolean {
  return typeof node.__typename !== 'string' || types.fulfils(node.__typename, condition);
}
