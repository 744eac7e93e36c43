/** Reads a variable of the request: its value, the operation's default, or undefined. */
export type VariableValue = (name: string) => unknown;

/**
 * A number of objects: known with the text, or only with the variables. Never NaN and at most the largest number that is held
 * exactly, so that no size, however large, comes out small in the end.
 */
export type Cost = number | ((read: VariableValue) => number);

/** Every part of the answer counts. */
export function sum(costs: readonly Cost[]): Cost {
  const fixed = costs.reduce<number>((total, cost) => (typeof cost === 'number' ? capped(total + cost) : total), 0);
  const open = costs.filter((cost) => typeof cost === 'function');
  return open.length === 0 ? fixed : openSum(fixed, open);
}

/** Each of `size` objects costs as much. */
export function product(size: Cost, each: Cost): Cost {
  if (typeof size === 'number' && typeof each === 'number') return capped(size * each);
  if (size === 0 || each === 0) return 0;
  return (read) => capped(costWith(size, read) * costWith(each, read));
}

/** A cost when the variables are known. */
export function costWith(cost: Cost, read: VariableValue): number {
  return typeof cost === 'number' ? cost : cost(read);
}

function openSum(fixed: number, open: readonly ((read: VariableValue) => number)[]): Cost {
  return (read) => open.reduce((total, cost) => capped(total + cost(read)), fixed);
}

function capped(figure: number): number {
  return Math.min(figure, Number.MAX_SAFE_INTEGER);
}
