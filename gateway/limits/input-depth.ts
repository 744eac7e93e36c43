/**
 * Lists and objects within one another in a JSON value; 0 for a leaf. Counting ends one level beyond `max`, so that no value
 * is deep enough to overflow the stack.
 */
export function inputDepth(value: unknown, max: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (max <= 0) return 1;
  let deepest = 0;
  for (const inner of Object.values(value)) deepest = Math.max(deepest, inputDepth(inner, max - 1));
  return 1 + deepest;
}
