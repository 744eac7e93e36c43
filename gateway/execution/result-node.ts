/**
 * An object of the tree into which departments' answers are merged. It inherits nothing, so that no field name, `constructor`
 * or `__proto__` for instance, ever reads as something that was not fetched; a class of its own keeps it a fast object.
 */
export interface ResultNode {
  [key: string]: unknown;
}

/** Makes an empty node. */
export const ResultNode = class {} as unknown as new () => ResultNode; // cast: the class has no members, the nodes get theirs
Object.setPrototypeOf(ResultNode.prototype, null);
delete (ResultNode.prototype as { constructor?: unknown }).constructor;

/** True for objects that can be merged into; lists and leaf values are none. */
export function isNode(value: unknown): value is ResultNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
