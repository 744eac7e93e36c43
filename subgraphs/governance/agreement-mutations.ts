import type { Agreement, AgreementRequest, AgreementTerms } from '../../storage/governance/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { CONFLICT, invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type Occasion, type Step, takeStep } from './agreement-life.ts';
import { type AgreementPayload, refused, saved } from './agreement-payload.ts';
import { visibleAgreement } from './agreement-queries.ts';
import { type RequestInput, requestAgreement } from './request-agreement.ts';

interface StepArguments {
  readonly id: string;
  readonly version: number;
  readonly reason?: string | null;
}

interface DecisionArguments extends StepArguments {
  readonly decision: 'APPROVE' | 'REFUSE';
  readonly terms?: TermsInput | null;
}

/** What is left out, or null, is as requested. */
type TermsInput = Pick<AgreementTerms, 'clear' | 'masked'> & {
  readonly [Name in Exclude<keyof AgreementTerms, 'clear' | 'masked'>]?: AgreementTerms[Name] | null;
};

/** What the parties do with agreements. */
export const agreementMutations = {
  requestAgreement: (_: unknown, { input }: { input: RequestInput }, context: SubgraphContext) =>
    requestAgreement(input, context),
  decideAgreement: (_: unknown, args: DecisionArguments, context: SubgraphContext) =>
    step(args, (agreement) => decision(args, agreement), context),
  withdrawAgreement: simpleStep('WITHDRAW'),
  suspendAgreement: simpleStep('SUSPEND'),
  resumeAgreement: simpleStep('RESUME'),
  revokeAgreement: simpleStep('REVOKE'),
} satisfies Record<string, FieldResolver>;

function simpleStep(kind: Exclude<Step['kind'], 'APPROVE'>) {
  return (_: unknown, args: StepArguments, context: SubgraphContext) =>
    step(args, () => ({ kind, reason: args.reason ?? null }), context);
}

/** Takes the step that the arguments make of the agreement, or says what stands against it. */
async function step(
  { id, version }: StepArguments,
  stepOf: (agreement: Agreement) => Step | Problem,
  context: SubgraphContext,
): Promise<AgreementPayload | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const agreement = await visibleAgreement(id, context);
  if (agreement === null) return refused(null, NOT_FOUND);
  if (agreement.version !== version) return refused(agreement, CONFLICT);
  const wanted = stepOf(agreement);
  if ('code' in wanted) return refused(agreement, wanted);
  const occasion: Occasion = { caller, now: context.now, today: context.today };
  const outcome = takeStep(agreement, wanted, occasion);
  return outcome.kind === 'refused' ? refused(agreement, ...outcome.problems) : saved(outcome.agreement, context);
}

function decision({ decision: kind, terms, reason = null }: DecisionArguments, agreement: Agreement): Step | Problem {
  if (kind === 'REFUSE') return { kind, reason };
  if (terms == null) return invalid('terms', 'Say what is granted: at least the scopes, in clear or masked.');
  return { kind, reason, terms: completeTerms(terms, agreement.request) };
}

function completeTerms(terms: TermsInput, request: AgreementRequest): AgreementTerms {
  return {
    clear: terms.clear,
    masked: terms.masked,
    purposes: terms.purposes ?? request.purposes,
    kinds: terms.kinds ?? request.kinds,
    areas: terms.areas ?? request.areas,
    validFrom: terms.validFrom ?? request.validFrom,
    validTo: terms.validTo ?? request.validTo,
    quotaPerDay: terms.quotaPerDay ?? request.quotaPerDay,
  };
}
