import { HubError } from '../../schema/errors.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { demoIssuer } from '../demo/issuer.ts';
import { personas, SUBJECT_PERSONA } from '../demo/personas.ts';
import { sampleSubject } from '../demo/sample-subject.ts';
import { openExistingStore } from '../open-store.ts';

export interface TokenOptions {
  readonly claims?: string;
  /** Id of the subject that the persona "subject" is; the demo's sample unless told. */
  readonly subject?: string;
  readonly ttl: number;
  readonly data: string;
}

/** Prints a token of the demo issuer. */
export async function token(persona: string | undefined, options: TokenOptions): Promise<void> {
  const claims = options.claims === undefined ? await personaClaims(persona, options) : parseClaims(options.claims);
  console.log(await demoIssuer(options.data).issue(claims, options.ttl));
}

async function personaClaims(
  name: string | undefined,
  options: TokenOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const persona = personas.find((candidate) => candidate.name === name);
  if (persona === undefined) {
    const names = personas.map((candidate) => candidate.name).join(', ');
    const problem = `there is no such persona; there are: ${names}.`;
    throw invalid(name === undefined ? `name a persona (${names}), or give --claims.` : problem);
  }
  if (persona.name !== SUBJECT_PERSONA) return persona.claims;
  const subject = options.subject ?? (await sampleId(options));
  return { ...persona.claims, sub: `subject:${subject}`, subject };
}

/** Id of the demo's sample. */
async function sampleId({ data }: TokenOptions): Promise<string> {
  const store = await openExistingStore({ data });
  try {
    const sample = await sampleSubject(store, cityDay(new Date()));
    if (sample !== null) return sample.id;
  } finally {
    await store.close();
  }
  throw invalid('this store has no subject to be; name one with --subject.');
}

function parseClaims(text: string): Readonly<Record<string, unknown>> {
  let claims: unknown;
  try {
    claims = JSON.parse(text);
  } catch {
    throw invalid('--claims is not JSON; quote it for your shell.');
  }
  const { sub } = (claims ?? {}) as { sub?: unknown };
  if (typeof sub !== 'string' || sub === '') throw invalid('--claims needs a "sub", the name of the caller.');
  return claims as Record<string, unknown>; // an object: it has a property
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
