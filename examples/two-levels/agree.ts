import type { Asker } from '../graph.ts';
import type { ExampleHub } from './hub.ts';

/** What a platform asks a department for. */
export interface AskedAgreement {
  /** `sub` of the platform's token. */
  readonly platform: string;
  readonly name: string;
  /** Code of the department. */
  readonly provider: string;
  readonly scopes: readonly string[];
}

const GOVERNANCE = 'sharing-governance';

const REGISTER = `mutation ($input: RegisterApplicationInput!) {
  registerApplication(input: $input) { problems { message } }
}`;

const REQUEST = `mutation ($input: RequestAgreementInput!) {
  requestAgreement(input: $input) { agreement { id version } problems { message } }
}`;

const APPROVE = `mutation ($id: ID!, $version: Int!, $terms: AgreementTermsInput!) {
  decideAgreement(id: $id, version: $version, decision: APPROVE, terms: $terms) { problems { message } }
}`;

interface Payload {
  readonly agreement?: { readonly id: string; readonly version: number } | null;
  readonly problems: readonly { readonly message: string }[];
}

/**
 * The way to an agreement: the hub's operator registers the platform, the platform asks, an officer of the department grants what
 * was asked for.
 */
export async function agree(hub: ExampleHub, { platform, name, provider, scopes }: AskedAgreement): Promise<void> {
  const operator = { claims: { sub: 'operator:hub', kind: 'operator' }, purpose: GOVERNANCE };
  const officer = {
    claims: { sub: `officer:${provider}`, kind: 'officer', department: provider },
    purpose: GOVERNANCE,
  };
  const asking = { claims: { sub: platform, kind: 'platform' }, purpose: GOVERNANCE };
  await step(hub, operator, REGISTER, { input: { id: platform, name, kind: 'PLATFORM', contact: '信用科' } });
  const today = new Date();
  const requested = await step(hub, asking, REQUEST, {
    input: {
      provider,
      scopes,
      purposes: ['platform-exchange'],
      usage: '接收自治区归集的失信名单，供本市各部门办理业务时核查',
      legalBasis: '《广西壮族自治区社会信用条例》',
      validFrom: day(today),
      validTo: day(new Date(today.getTime() + YEAR_MS)),
      quotaPerDay: 1_000_000,
    },
  });
  if (requested.agreement == null) throw new Error('there is no agreement to decide about');
  await step(hub, officer, APPROVE, { ...requested.agreement, terms: { clear: scopes } });
}

const YEAR_MS = 360 * 24 * 3_600_000;

/** The day in the city (UTC+8). */
function day(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

async function step(hub: ExampleHub, asker: Asker, mutation: string, variables: object): Promise<Payload> {
  const [payload] = Object.values(await hub.ask<Readonly<Record<string, Payload>>>(mutation, variables, asker));
  if (payload === undefined || payload.problems.length > 0) throw new Error(`not done: ${JSON.stringify(payload)}`);
  return payload;
}
