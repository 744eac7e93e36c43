import { once } from 'node:events';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import { runProgram, startProgram } from './program.ts';

/** A hub that runs as a process of its own. */
export interface ExampleHub extends AsyncDisposable {
  readonly url: string;
  /** Its data folder. */
  readonly data: string;
  /** A token of its issuer. */
  token(claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** Asks its graph; fails where it answers with an error. */
  ask<T>(query: string, variables: object, asker?: Asker): Promise<T>;
}

/** Who asks, and what for. */
export interface Asker {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly purpose: string;
}

const TOKEN_SECONDS = 600;

/** Seeds a synthetic city into the folder, and serves it on any free port. */
export async function startExampleHub(data: string, seed: number): Promise<ExampleHub> {
  const seeding = ['seed', '--data', data, '--subjects', '1000', '--seed', String(seed)];
  const { exitCode } = await runProgram(seeding);
  if (exitCode !== 0) throw new Error(`the hub in ${data} could not be seeded`);
  const child = startProgram(['start', '--data', data, '--port', '0']);
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = /is running: (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => reject(new Error(`the hub in ${data} did not start`)));
  });
  const issuer = demoIssuer(data);
  const token = (claims: Asker['claims']) => issuer.issue(claims, TOKEN_SECONDS);
  return {
    url,
    data,
    token,
    async ask<T>(query: string, variables: object, asker?: Asker): Promise<T> {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (asker !== undefined) {
        headers.authorization = `Bearer ${await token(asker.claims)}`;
        headers['x-credit-purpose'] = asker.purpose;
      }
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const { data: answer, errors } = (await response.json()) as { data: T; errors?: readonly { message: string }[] };
      if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
      return answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}
