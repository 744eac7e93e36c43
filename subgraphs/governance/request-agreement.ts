import { randomUUID } from 'node:crypto';
import type { Caller } from '../../schema/access/passport.ts';
import { replyDeadline } from '../../seeds/reference/reply-deadline.ts';
import type { AgreementRequest, Application } from '../../storage/governance/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { notAllowed } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { requestedAgreement } from './agreement-life.ts';
import { type AgreementPayload, refused, saved } from './agreement-payload.ts';
import { catalogueIn, storeOf } from './governance-context.ts';
import { requestProblems } from './request-problems.ts';

/** Most requests of one application that wait for a decision: every gateway holds them all in memory. */
const MAX_OPEN_REQUESTS = 100;

/** What an application asks for. */
export interface RequestInput extends Omit<AgreementRequest, 'kinds' | 'areas'> {
  readonly provider: string;
  readonly kinds?: AgreementRequest['kinds'];
  readonly areas?: AgreementRequest['areas'];
}

/** An application asks for data, for itself. Null for whoever is not authenticated. */
export async function requestAgreement(
  input: RequestInput,
  context: SubgraphContext,
): Promise<AgreementPayload | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const application = await storeOf(context).application(caller.id);
  if (application === null || !application.enabled || !isRegisteredAs(application, caller)) {
    return refused(null, UNREGISTERED);
  }
  const open = await storeOf(context).agreements({ consumer: application.id, statuses: ['REQUESTED'] });
  if (open.length >= MAX_OPEN_REQUESTS) return refused(null, TOO_MANY);
  const { provider, ...asked } = input;
  const request: AgreementRequest = { ...asked, kinds: asked.kinds ?? null, areas: asked.areas ?? null };
  const { today, now } = context;
  const problems = requestProblems(provider, request, { catalogue: catalogueIn(context), application, today });
  if (problems.length > 0) return refused(null, ...problems);
  const parties = { id: `agr-${randomUUID()}`, provider, consumer: application.id };
  return saved(requestedAgreement(parties, request, replyDeadline(today), { caller, now, today }), context);
}

/** Token and registration must say the same: another one's token must not make use of a registration. */
function isRegisteredAs({ id, kind, department }: Application, caller: Caller): boolean {
  return caller.id === id && caller.kind === kind && caller.department === department;
}

const UNREGISTERED = notAllowed(
  'Only registered applications ask for data, each for itself. Have yours registered, under what its token says.',
);

const TOO_MANY = notAllowed(
  `There are ${MAX_OPEN_REQUESTS} requests of yours that nobody has decided. Wait for a decision, or withdraw some.`,
);
