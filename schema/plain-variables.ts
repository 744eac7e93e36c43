import { Kind, type VariableDefinitionNode } from 'graphql';

/** Values of variables by name. */
export type VariableValues = Readonly<Record<string, unknown>>;

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Int: (value) => typeof value === 'number' && value === (value | 0),
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
};

/**
 * Gives the values back where they already are what their types say, as they nearly always are, and coercing them would
 * change nothing. Undefined means that graphql-js has to look at them: because a type is more than a scalar of GraphQL's own,
 * a value does not fit or is missing.
 */
export function plainVariables(
  definitions: readonly VariableDefinitionNode[],
): (values: VariableValues) => VariableValues | undefined {
  const checks = definitions.map(({ variable, type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    const check = named.kind === Kind.NAMED_TYPE ? CHECKS[named.name.value] : undefined;
    return { name: variable.name.value, check };
  });
  if (checks.some(({ check }) => check === undefined)) return () => undefined;
  return (values) => {
    const plain: Record<string, unknown> = {};
    for (const { name, check } of checks) {
      if (!Object.hasOwn(values, name) || check?.(values[name]) !== true) return undefined;
      plain[name] = values[name];
    }
    return plain;
  };
}
