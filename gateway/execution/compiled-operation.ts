import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { PlanNode, QueryPlanner } from '@apollo/query-planner';
import {
  type ExecutionResult,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { Disclosure } from '../../schema/access/passport.ts';
import type { Rights } from '../../schema/access/sight.ts';
import { HubError } from '../../schema/errors.ts';
import type { View } from '../policy/view.ts';
import type { FetchCall, Variables } from '../sources/source.ts';
import { answerShape, type Shape } from './answer-shape.ts';
import { type FieldError, type ResponsePath, toGraphQLError } from './field-error.ts';
import type { GraphTypes } from './graph-types.ts';
import { type GuardSetting, guardedFetches } from './guarded-fetches.ts';
import { type Introspection, introspectionOf } from './introspection.ts';
import { joinedCoordinates } from './joined-coordinates.ts';
import { planStep } from './plan-step.ts';
import { type NameSetting, plannedOperation, privateNames } from './private-names.ts';
import { withoutReservedVariable } from './reserved-variable.ts';
import { type RowGates, rowGates } from './row-gates.ts';
import { newRun, type Run } from './run.ts';

/** Everything of a supergraph that operations are compiled against. */
export interface CompileSetting extends GuardSetting {
  /** What clients of a view see. */
  schemaOf(view: View): GraphQLSchema;
  readonly apiSchema: Schema;
  readonly apiTypes: GraphTypes;
  readonly types: GraphTypes;
  readonly planner: QueryPlanner;
  readonly naming: NameSetting;
}

/** An operation, planned and compiled: running it costs its fetches and the walk over their answers. */
export interface CompiledOperation {
  /** Coordinates that are fetched only to join the departments' answers. */
  readonly joined: readonly string[];
  /** What entities have to be held against for a caller of these rights; undefined where that is nothing. */
  gatesFor(rights: Rights): RowGates | undefined;
  /** @param gates for the caller that `call` is made for */
  run(variables: Variables, call: FetchCall, log: Run['log'], gates?: RowGates): RunOutcome | Promise<RunOutcome>;
}

/** What a client asked, and what of it is planned; null where nothing of it may be asked. */
export interface OpenOperation {
  readonly asked: OperationDefinitionNode;
  readonly open: OperationDefinitionNode | null;
  /** What its caller sees of the schema. */
  readonly view: View;
  /** Places that are null because they are not open: response keys without positions. */
  readonly denied: readonly ResponsePath[];
}

/** The answer of an execution, and what departments said of theirs. */
export interface RunOutcome {
  readonly result: ExecutionResult;
  readonly disclosures: readonly Disclosure[];
}

/** Plans and compiles an operation. Costs milliseconds; do it once. */
export function compileOperation(
  { asked, open, view, denied }: OpenOperation,
  setting: CompileSetting,
): CompiledOperation {
  const { operation, named } = withoutReservedVariable(open ?? NOTHING);
  const names = privateNames(setting.naming);
  const planned = plannedOperation(operation, names);
  const plan = planned === undefined ? undefined : planOf(planned, setting);
  const step = plan === undefined ? undefined : planStep(plan, { ...setting, names, prefix: setting.naming.prefix });
  const shape = answerShape({ asked, open }, { types: setting.apiTypes, names });
  const introspect = introspectionOf(operation, () => setting.schemaOf(view));
  const answerOf = (run: Run) => answer(run, shape, introspect, denied);
  const guarded = plan === undefined ? undefined : guardedFetches(plan, setting);
  return {
    joined: plan === undefined ? [] : joinedCoordinates(plan),
    gatesFor: (rights) => guarded && rowGates(guarded, rights, setting.rows?.areasOf),
    run: (variables, call, log, gates) => {
      const run = newRun(named(variables), call, log, gates);
      const pending = step?.(run);
      return pending === undefined ? answerOf(run) : pending.then(() => answerOf(run));
    },
  };
}

const NOTHING: OperationDefinitionNode = {
  kind: Kind.OPERATION_DEFINITION,
  operation: OperationTypeNode.QUERY,
  selectionSet: { kind: Kind.SELECTION_SET, selections: [] },
};

function planOf(operation: OperationDefinitionNode, setting: CompileSetting): PlanNode {
  const document = { kind: Kind.DOCUMENT, definitions: [operation] } as const;
  const { node } = setting.planner.buildQueryPlan(
    operationFromDocument(setting.apiSchema, document, { validate: false }),
  );
  if (node === undefined) throw new HubError('UNPLANNABLE');
  if (node.kind === 'Subscription') throw new Error('Subscriptions are not served.');
  return node;
}

function answer(run: Run, shape: Shape, introspect: Introspection, denied: OpenOperation['denied']): RunOutcome {
  const { data, missing } = shape(run.root, introspect(run.variables));
  const { disclosures } = run;
  if (run.errors.length === 0 && missing.length === 0) return { result: { data }, disclosures };
  const errors = allErrors(run.errors, missing, denied).map(toGraphQLError);
  return { result: errors.length === 0 ? { data } : { errors, data }, disclosures };
}

/** Whatever is null against its type has an error that says so; a department's own error is the better one, and a denial. */
function allErrors(
  errors: readonly FieldError[],
  missing: readonly ResponsePath[],
  denied: OpenOperation['denied'],
): readonly FieldError[] {
  const isExplained = (place: ResponsePath) => {
    const pattern = place.filter((part) => typeof part === 'string');
    return denied.some((path) => isWithin(path, pattern)) || errors.some(({ path = [] }) => isWithin(path, place));
  };
  const unexplained = missing.filter((place) => !isExplained(place));
  return [...errors, ...unexplained.map((path) => ({ error: new HubError('VALUE_MISSING'), path }))];
}

/** True where one of the places holds the other. */
function isWithin(one: ResponsePath, other: ResponsePath): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((part, index) => part === other[index]);
}
