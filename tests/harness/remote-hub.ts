import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { type GatewayCommandOptions, startGateway } from '../../cli/commands/gateway.ts';
import { startSubgraph } from '../../cli/commands/subgraph.ts';
import { SUPERGRAPH_FILE } from '../../cli/compose-folder.ts';
import { demoConsentIssuer, demoIssuer } from '../../cli/demo/issuer.ts';
import { keyedAdapter } from '../../cli/open-store.ts';
import { signingKey } from '../../cli/signing-key.ts';
import { createLog, type Log } from '../../gateway/log.ts';
import { PASSPORT_HEADER, type PassportClaims } from '../../schema/passport/passport-claims.ts';
import { cityItems } from '../../seeds/city/city.ts';
import { fillDemoGovernance } from '../../seeds/governance/demo-agreements.ts';
import { openGovernance } from '../../storage/governance/open-governance.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { RemoteSubgraphs, textOf } from './remote-subgraph.ts';
import { ask, NOON } from './test-hub.ts';
import type { Asked, WatchedHub } from './watched-hub.ts';

/** What tests change about the gateway. */
export interface RemoteHubSetting {
  readonly options?: Partial<GatewayCommandOptions>;
  readonly log?: Log;
}

const HOST = '127.0.0.1';

/**
 * The hub as it is distributed: each department at a port of its own, as `credit-hub subgraph` serves it, and before them
 * `credit-hub gateway`, which signs passports. City, agreements and issuers are those of the demo.
 */
export async function remoteHub({ options, log = createLog('silent') }: RemoteHubSetting = {}): Promise<WatchedHub> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const subgraphs = await loadSubgraphs();
  await fillFolder(folder, subgraphs);
  const asked: Asked[] = [];
  const departments = await remoteDepartments(folder, subgraphs, asked, log);
  const own = gatewayOptions(folder, departments.addresses);
  const gateway = await startGateway({ ...own, ...options }, { now: () => NOON, log });
  return {
    url: gateway.url,
    folder,
    asked,
    ask: (query, variables = {}, headers = {}) => ask(`${gateway.url}/graphql`, query, variables, headers),
    [Symbol.asyncDispose]: async () => {
      await gateway.close();
      await departments.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fillFolder(folder: string, subgraphs: readonly Subgraph[]): Promise<void> {
  const today = cityDay(NOON);
  const { adapter, keys } = await keyedAdapter({ data: folder }, true);
  await adapter.load(cityItems({ seed: 1, subjects: 400, today }, subgraphs, keys), () => undefined);
  const governance = await openGovernance(undefined, folder);
  await fillDemoGovernance(governance, today);
  await governance.close();
}

/** Addresses of the departments by those that the supergraph names. */
interface RemoteDepartments {
  readonly addresses: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

async function remoteDepartments(
  folder: string,
  subgraphs: readonly Subgraph[],
  asked: Asked[],
  log: Log,
): Promise<RemoteDepartments> {
  const relays = new RemoteSubgraphs();
  const passportKeys = keySetFile(folder, 'hub');
  const started = subgraphs.map(async ({ department: { code, port } }) => {
    const options = { data: folder, host: HOST, port: 0, passportKeys };
    const { url, close } = await startSubgraph(code, options, { now: () => NOON, log });
    const address = await relays.listen(relay(code, `${url}/graphql`, asked));
    return { named: `http://127.0.0.1:${port}/graphql`, address, close };
  });
  const departments = await Promise.all(started);
  return {
    addresses: new Map(departments.map(({ named, address }) => [named, address])),
    close: async () => {
      await relays[Symbol.asyncDispose]();
      await Promise.all(departments.map(({ close }) => close()));
    },
  };
}

/** Hands on what comes in, and notes it with the answer. */
function relay(department: string, target: string, asked: Asked[]): RequestListener {
  return async (message, response) => {
    const body = await textOf(message);
    const passport = String(message.headers[PASSPORT_HEADER]);
    const headers = { 'content-type': String(message.headers['content-type']), [PASSPORT_HEADER]: passport };
    const answered = await fetch(target, { method: 'POST', headers, body });
    const answer = await answered.text();
    const claims = decodeJwt(passport) as unknown as PassportClaims; // cast: the department has verified it
    asked.push({ department, document: JSON.parse(body).query, wire: { passport: claims, answer } });
    response.writeHead(answered.status, { 'content-type': String(answered.headers.get('content-type')) });
    response.end(answer);
  };
}

function gatewayOptions(folder: string, addresses: ReadonlyMap<string, string>): GatewayCommandOptions {
  const committed = readFileSync(SUPERGRAPH_FILE, 'utf8');
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(
    supergraph,
    committed.replace(/"(http:[^"]+)"/g, (text, named: string) => JSON.stringify(addresses.get(named)) ?? text),
  );
  const { issuer, audience } = demoIssuer(folder).policy;
  return {
    supergraph,
    host: HOST,
    port: 0,
    data: folder,
    signingKey: join(folder, 'hub.jwk.json'),
    issuer,
    audience,
    jwks: keySetFile(folder, 'demo-issuer'),
    consentIssuer: demoConsentIssuer(folder).policy.issuer,
    consentJwks: keySetFile(folder, 'demo-consent-issuer'),
  };
}

/** File with the public part of a key, which is made where there is none. */
function keySetFile(folder: string, name: string): string {
  const file = join(folder, `${name}.jwks.json`);
  writeFileSync(file, JSON.stringify({ keys: [signingKey(folder, name, true).publicJwk] }));
  return file;
}
