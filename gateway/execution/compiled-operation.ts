import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import { type ExecutionResult, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { HubError } from '../../schema/errors.ts';
import type { FetchCall, Variables } from '../sources/source.ts';
import { answerShape, type Shape } from './answer-shape.ts';
import type { ExecutedOperation } from './executed-operation.ts';
import type { PlannedSubgraph } from './fetch-step.ts';
import { type FieldError, type ResponsePath, toGraphQLError } from './field-error.ts';
import type { GraphTypes } from './graph-types.ts';
import { type Introspection, introspectionOf } from './introspection.ts';
import { planStep } from './plan-step.ts';
import { type NameSetting, type PrivateNames, plannedOperation, privateNames } from './private-names.ts';
import { withoutReservedVariable } from './reserved-variable.ts';
import { newRun, type Run, type Step } from './run.ts';

/** Everything of a supergraph that operations are compiled against. */
export interface CompileSetting {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly apiSchema: Schema;
  readonly apiTypes: GraphTypes;
  readonly types: GraphTypes;
  readonly planner: QueryPlanner;
  readonly subgraphs: ReadonlyMap<string, PlannedSubgraph>;
  readonly naming: NameSetting;
}

/** An operation, planned and compiled: running it costs its fetches and the walk over their answers. */
export type CompiledOperation = (
  variables: Variables,
  call: FetchCall,
  log: (cause: unknown) => void,
) => ExecutionResult | Promise<ExecutionResult>;

/** Plans and compiles an operation. Costs milliseconds; do it once. */
export function compileOperation(executed: ExecutedOperation, setting: CompileSetting): CompiledOperation {
  const { operation, named } = withoutReservedVariable(executed.operation);
  const names = privateNames(setting.naming);
  const planned = plannedOperation(operation, names);
  const step = planned === undefined ? undefined : compiledPlan(planned, { ...setting, names });
  const shape = answerShape(operation, { types: setting.apiTypes, names });
  const introspect = introspectionOf(operation, setting.schema);
  return (variables, call, log) => {
    const run = newRun(named(variables), call, log);
    const pending = step?.(run);
    if (pending === undefined) return answer(run, shape, introspect);
    return pending.then(() => answer(run, shape, introspect));
  };
}

function compiledPlan(
  operation: OperationDefinitionNode,
  setting: CompileSetting & { readonly names: PrivateNames },
): Step {
  const document = { kind: Kind.DOCUMENT, definitions: [operation] } as const;
  const { node } = setting.planner.buildQueryPlan(
    operationFromDocument(setting.apiSchema, document, { validate: false }),
  );
  if (node === undefined) throw new HubError('UNPLANNABLE');
  if (node.kind === 'Subscription') throw new Error('Subscriptions are not served.');
  return planStep(node, { ...setting, prefix: setting.naming.prefix });
}

function answer(run: Run, shape: Shape, introspect: Introspection): ExecutionResult {
  const { data, missing } = shape(run.root, introspect(run.variables));
  if (run.errors.length === 0 && missing.length === 0) return { data };
  return { errors: allErrors(run.errors, missing).map(toGraphQLError), data };
}

/** Whatever is null against its type has an error that says so; a department's own error is the better one. */
function allErrors(errors: readonly FieldError[], missing: readonly ResponsePath[]): readonly FieldError[] {
  const unexplained = missing.filter((place) => !errors.some(({ path = [] }) => isWithin(path, place)));
  return [...errors, ...unexplained.map((path) => ({ error: new HubError('VALUE_MISSING'), path }))];
}

/** True where one of the places holds the other. */
function isWithin(one: ResponsePath, other: ResponsePath): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((part, index) => part === other[index]);
}
