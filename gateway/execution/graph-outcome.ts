import type { ExecutionResult, GraphQLError } from 'graphql';
import { distinctDenials } from '../../schema/access/distinct-denials.ts';
import type { AnsweredRequest } from '../audit/answered-request.ts';
import type { Policy } from '../policy/policy.ts';
import type { Standing } from '../rights/standing.ts';
import type { Variables } from '../sources/source.ts';
import type { OpenedOperation } from './authorized-operation.ts';
import type { RunOutcome } from './compiled-operation.ts';
import type { Explanation } from './explanation.ts';
import { placesOfCoordinate } from './places-of-coordinate.ts';

/** What became of an operation. */
export interface GraphOutcome {
  readonly result: ExecutionResult;
  /** For the audit trail; undefined where the operation was refused before it ran. */
  readonly answered?: AnsweredRequest;
}

/** What was run for whom. */
export interface RanOperation {
  readonly operation: OpenedOperation;
  /** The operation's own; null where it has none. */
  readonly name: string | null;
  readonly variables: Variables;
  readonly standing: Standing;
  readonly policy: Policy;
  readonly explanation: Explanation;
}

/** The answer with the errors that explain what is null in it, and what the audit trail is to know of it. */
export function graphOutcome(run: RunOutcome, ran: RanOperation): GraphOutcome {
  const { operation, name, variables } = ran;
  const { data, errors = [] } = run.result;
  const all = [...operation.errors, ...rowErrors(run, ran), ...errors];
  const kind = operation.asked.operation === 'mutation' ? 'mutation' : 'query';
  return {
    result: all.length === 0 ? run.result : { errors: all, data: data ?? null },
    answered: {
      operation: { hash: operation.hash, name, kind },
      coordinates: operation.coordinates,
      items: operation.items,
      scopes: operation.scopes,
      isProtected: operation.isProtected || kind === 'mutation',
      disclosures: run.disclosures,
      variables,
    },
  };
}

/** Rows that departments left out: an error for each coordinate, reason and place, however many rows they are. */
function rowErrors({ disclosures }: RunOutcome, ran: RanOperation): readonly GraphQLError[] {
  const denials = distinctDenials(disclosures.flatMap((disclosure) => disclosure.denials));
  return denials.flatMap((denial) =>
    placesOfCoordinate(ran.operation.asked, denial.coordinate, ran.policy.schema).map((place) =>
      ran.explanation.rowErrorOf(denial, place, ran.policy, ran.standing),
    ),
  );
}
