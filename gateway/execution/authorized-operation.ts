import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import type { AccessRule } from '../../schema/access/access-rule.ts';
import { distinctDenials } from '../../schema/access/distinct-denials.ts';
import type { RowDenial } from '../../schema/access/passport.ts';
import { CONSENT_POLICY, type Rights } from '../../schema/access/sight.ts';
import type { AuditedCoordinates } from '../../storage/audit/port.ts';
import type { GivenInputs } from '../policy/given-inputs.ts';
import type { Policy } from '../policy/policy.ts';
import { prune } from '../policy/prune.ts';
import type { PrunedOperation } from '../policy/pruned.ts';
import { type View, viewOf } from '../policy/view.ts';
import type { Standing } from '../rights/standing.ts';
import type { CompiledOperation, OpenOperation } from './compiled-operation.ts';
import { type ExecutedOperation, operationHash } from './executed-operation.ts';
import type { Explanation, ReasonedDenial } from './explanation.ts';
import { asksSchema } from './introspection.ts';
import type { RowGates } from './row-gates.ts';

/** An operation as one caller may run it. */
export type AuthorizedOperation = OpenedOperation | ClosedOperation;

/** What is left of it is compiled; the rest is explained. */
export interface OpenedOperation {
  readonly kind: 'opened';
  readonly hash: string;
  /** As it was asked, conditions decided. */
  readonly asked: OperationDefinitionNode;
  readonly compiled: CompiledOperation;
  /** What it has to be run with. */
  readonly gates: RowGates | undefined;
  /** One for each denial. */
  readonly errors: readonly GraphQLError[];
  readonly coordinates: AuditedCoordinates;
  readonly items: readonly string[];
  readonly scopes: readonly string[];
  readonly isProtected: boolean;
}

/** Nothing of it may be run. */
export interface ClosedOperation {
  readonly kind: 'closed';
  /** One for each denial. */
  readonly errors: readonly GraphQLError[];
}

/** What operations are authorized by. */
export interface AuthorizeSetting {
  readonly policy: Policy;
  readonly explanation: Explanation;
  /** The compiled form of what is open. */
  compiled(operation: OpenOperation, hash: string): CompiledOperation;
}

/** What of the operation is open to the caller, compiled, and why the rest is not. Costs milliseconds; do it once. */
export function authorizeOperation(
  executed: ExecutedOperation,
  standing: Standing,
  given: GivenInputs,
  setting: AuthorizeSetting,
): AuthorizedOperation {
  const { rights } = standing.passport;
  const pruned = prune(executed.operation, setting.policy, rights, given);
  const denials = pruned.denials.map((denial) => ({ denial, reason: setting.explanation.reasonOf(denial, standing) }));
  const errors = denials.map((denial) => setting.explanation.errorOf(denial, standing));
  if (pruned.kind === 'rejected') return { kind: 'closed', errors };
  const denied = pruned.denials.map(({ path }) => path);
  const view = viewOf(standing.passport.caller.kind);
  const open = { asked: executed.operation, open: pruned.operation, view, denied };
  const compiled = setting.compiled(open, hashOfOpen(executed, pruned, view));
  const figures = figuresOf(pruned, denials, compiled, rights, setting);
  const gates = compiled.gatesFor(standing.passport.rights);
  return { kind: 'opened', hash: executed.hash, asked: executed.operation, compiled, gates, errors, ...figures };
}

/** The same for equal questions with equal parts open. */
function hashOfOpen({ hash, operation }: ExecutedOperation, pruned: PrunedOperation, view: View): string {
  const schema = asksSchema(operation) ? ` ${view}` : '';
  if (pruned.isUntouched) return hash + schema;
  return `${hash} ${pruned.operation === null ? '' : operationHash(pruned.operation)}${schema}`;
}

function figuresOf(
  { masked, returned }: PrunedOperation,
  denials: readonly ReasonedDenial[],
  { joined }: CompiledOperation,
  rights: Rights,
  { policy }: AuthorizeSetting,
) {
  const seen = new Set([...masked, ...returned]);
  const fields = [...seen].flatMap((coordinate) => policy.at(coordinate) ?? []);
  const requirements = fields.flatMap(({ requires, requiresOneOf }) => [...requires, ...requiresOneOf.flat()]);
  const denied = denials.map(({ denial, reason }): RowDenial => ({ coordinate: denial.coordinate, reason }));
  return {
    coordinates: {
      clear: [...returned].sort(),
      masked: [...masked].sort(),
      denied: distinctDenials(denied),
      joined: joined.filter((coordinate) => !seen.has(coordinate)),
    },
    items: [...new Set(fields.flatMap(({ item }) => item ?? []))].sort(),
    scopes: [...new Set(requirements.flatMap(({ rule }) => grantedBy(rule, rights)))],
    isProtected: requirements.length > 0,
  };
}

/** Scopes and policies by which grants open something to the caller. */
function grantedBy({ authenticated, scopes, policies }: AccessRule, rights: Rights): readonly string[] {
  const byConsent = authenticated && rights.authenticated === 'by-consent' ? [CONSENT_POLICY] : [];
  return [...scopes.flat(), ...policies.flat(), ...byConsent];
}
