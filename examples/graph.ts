import { demoIssuer } from '../cli/demo/issuer.ts';

/** Who asks, and what for; a subject needs no purpose. */
export interface Asker {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly purpose?: string;
}

/** The graph of a hub, as its clients see it: over HTTP, with tokens of the hub's demo issuer. */
export interface Graph {
  /** A token that says so of its bearer. */
  token(claims: Asker['claims']): Promise<string>;
  /** Asks, as the public where nobody is named; fails where the graph answers with an error. */
  ask<T>(query: string, variables?: object, asker?: Asker): Promise<T>;
}

const TOKEN_SECONDS = 600;

/** @param data data folder of the hub, in which its demo issuer has its key */
export function graphOf(url: string, data: string): Graph {
  const issuer = demoIssuer(data);
  const token = (claims: Asker['claims']) => issuer.issue(claims, TOKEN_SECONDS);
  return {
    token,
    async ask<T>(query: string, variables: object = {}, asker?: Asker): Promise<T> {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (asker !== undefined) headers.authorization = `Bearer ${await token(asker.claims)}`;
      if (asker?.purpose !== undefined) headers['x-credit-purpose'] = asker.purpose;
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const { data: answer, errors } = (await response.json()) as { data: T; errors?: readonly { message: string }[] };
      if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
      return answer;
    },
  };
}
