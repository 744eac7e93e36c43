import { isNode, type ResultNode } from './result-node.ts';

/** Where entities stand in the tree: keys, and `@` for every element of a list. */
export type EntityPath = readonly string[];

/** Adds every node at the path below the value to `found`; what is null or not there has none. */
export function collectNodes(value: unknown, path: EntityPath, found: ResultNode[], from = 0): void {
  let current = value;
  for (let index = from; index < path.length; index += 1) {
    const key = path[index] as string; // cast: the index is within the path
    if (key === '@') {
      if (Array.isArray(current)) for (const item of current) collectNodes(item, path, found, index + 1);
      return;
    }
    if (!isNode(current)) return;
    current = current[key];
  }
  if (Array.isArray(current)) for (const item of current) collectNodes(item, path, found, path.length);
  else if (isNode(current)) found.push(current);
}

/** Keys and list positions that lead to the node along the path; undefined where it is not there. */
export function locateNode(
  value: unknown,
  path: EntityPath,
  node: ResultNode,
  from = 0,
): readonly (string | number)[] | undefined {
  if (value === node) return [];
  if (Array.isArray(value)) {
    const next = path[from] === '@' ? from + 1 : from;
    for (const [position, item] of value.entries()) {
      const rest = locateNode(item, path, node, next);
      if (rest !== undefined) return [position, ...rest];
    }
    return undefined;
  }
  const key = path[from];
  if (key === undefined || !isNode(value)) return undefined;
  const rest = locateNode(value[key], path, node, from + 1);
  return rest === undefined ? undefined : [key, ...rest];
}
