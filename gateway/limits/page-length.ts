import { type FieldNode, type GraphQLArgument, type GraphQLField, Kind, type ValueNode } from 'graphql';
import { type Cost, costWith, type VariableValue } from './cost.ts';

/** Arguments that say how long a page is (Relay's cursor connections). */
const PAGING_ARGUMENTS = new Set(['first', 'last']);

/**
 * Length of the page that a field is asked for: the larger one of its paging arguments. A value that is no positive integer
 * counts as the argument's default or, where it has none, as `assumed`; the department refuses it later, or takes its own
 * default. Null for a field without such arguments.
 */
export function pageLength(node: FieldNode, field: GraphQLField<unknown, unknown>, assumed: number): Cost | null {
  const paging = field.args.filter(({ name }) => PAGING_ARGUMENTS.has(name));
  if (paging.length === 0) return null;
  const given = paging.flatMap((argument) => {
    const value = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
    return value === undefined ? [] : [sizeOf(value, defaultSize(argument, assumed))];
  });
  return given.length === 0 ? Math.max(...paging.map((argument) => defaultSize(argument, assumed))) : larger(given);
}

function sizeOf(value: ValueNode, otherwise: number): Cost {
  if (value.kind === Kind.VARIABLE) return sizeOfVariable(value.name.value, otherwise);
  return value.kind === Kind.INT ? positive(Number(value.value), otherwise) : otherwise;
}

/** A function of its own, so that what is kept of a query does not keep its syntax tree. */
function sizeOfVariable(name: string, otherwise: number): Cost {
  return (read) => positive(read(name), otherwise);
}

function larger(sizes: readonly Cost[]): Cost {
  return sizes.reduce((one, other) => {
    if (typeof one === 'number' && typeof other === 'number') return Math.max(one, other);
    return (read: VariableValue) => Math.max(costWith(one, read), costWith(other, read));
  });
}

function defaultSize({ defaultValue }: GraphQLArgument, assumed: number): number {
  return positive(defaultValue, assumed);
}

function positive(value: unknown, otherwise: number): number {
  const isSize = typeof value === 'number' && value > 0 && (Number.isInteger(value) || value === Infinity);
  return isSize ? Math.min(value, Number.MAX_SAFE_INTEGER) : otherwise;
}
