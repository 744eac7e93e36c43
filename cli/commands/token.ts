import { HubError } from '../../schema/errors.ts';
import { demoIssuer } from '../demo/issuer.ts';
import { personas } from '../demo/personas.ts';

export interface TokenOptions {
  readonly claims?: string;
  readonly ttl: number;
  readonly data: string;
}

/** Prints a token of the demo issuer. */
export async function token(persona: string | undefined, options: TokenOptions): Promise<void> {
  const claims = options.claims === undefined ? personaClaims(persona) : parseClaims(options.claims);
  const issuer = await demoIssuer(options.data);
  console.log(await issuer.issue(claims, options.ttl));
}

function personaClaims(name: string | undefined): Readonly<Record<string, unknown>> {
  const persona = personas.find((candidate) => candidate.name === name);
  if (persona !== undefined) return persona.claims;
  const names = personas.map((candidate) => candidate.name).join(', ');
  throw invalid(
    name === undefined
      ? `name a persona (${names}), or give --claims.`
      : `there is no such persona; there are: ${names}.`,
  );
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
