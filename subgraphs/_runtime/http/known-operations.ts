import { type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type DepartmentRun, departmentRun } from '../batch/department-run.ts';

/** Operations that are held ready; the one that was not asked for longest goes. */
const MAX_OPERATIONS = 1_000;

/** An operation made ready, or what is wrong with its text. */
export type ReadyOperation =
  | { readonly kind: 'ready'; readonly run: DepartmentRun }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

/** Makes operations ready, and remembers those that are good. */
export function knownOperations(schema: () => GraphQLSchema): (text: string) => ReadyOperation {
  const known = new LRUCache<string, ReadyOperation>({ max: MAX_OPERATIONS });
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const operation = readyOperation(schema(), text);
    if (operation.kind === 'ready') known.set(text, operation);
    return operation;
  };
}

/** A gateway's operations are good as long as it knows the department's schema of today. */
function readyOperation(schema: GraphQLSchema, text: string): ReadyOperation {
  try {
    const errors = validate(schema, parse(text));
    return errors.length > 0 ? { kind: 'invalid', errors } : { kind: 'ready', run: departmentRun(schema, text) };
  } catch (cause) {
    return { kind: 'invalid', errors: [cause as GraphQLError] }; // cast: what parsing throws
  }
}
