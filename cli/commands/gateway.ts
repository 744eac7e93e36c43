import { existsSync, readFileSync } from 'node:fs';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { buildGateway, type RunningGateway } from '../../gateway/build-gateway.ts';
import { type Handler, type RunningServer, startHttpServer } from '../../gateway/http-server.ts';
import { createLog, type Log } from '../../gateway/log.ts';
import type { TokenPolicy } from '../../gateway/request/identify.ts';
import { HubError } from '../../schema/errors.ts';
import { subjectReferences } from '../../subgraphs/_runtime/subject-references.ts';
import { type OpenAuthority, openAuthority, passportSetting, publicAuthority } from '../authority.ts';
import { gatewayLimits } from '../gateway-limits-file.ts';
import { issuerKeys } from '../issuer-keys.ts';
import { DATA_FOLDER, keyedAdapter } from '../open-store.ts';
import { DEFAULT_VISITS_PER_MINUTE, publicSite, type SiteLimits } from '../public-site/public-site.ts';
import { readKey, type SigningKey } from '../signing-key.ts';
import { untilStopped } from '../until-stopped.ts';
import { watchedFile } from '../watched-file.ts';

export interface GatewayCommandOptions extends Partial<SiteLimits> {
  readonly supergraph: string;
  readonly port: number;
  readonly host: string;
  readonly jwks?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Key set and issuer of the subjects' consents; their audience is that of tokens. */
  readonly consentJwks?: string;
  readonly consentIssuer?: string;
  /** Private key that signs receipts, and passports for departments. */
  readonly signingKey?: string;
  /** Where agreements and the audit trail are; without either, only what is public is answered. */
  readonly data?: string;
  readonly store?: string;
  /** File with limits that differ from the defaults. */
  readonly limits?: string;
  /** Whether the public site stands at all other addresses. */
  readonly publicSite?: boolean;
}

/** What tests change about a gateway. */
export interface GatewaySetting {
  readonly now?: () => Date;
  readonly log?: Log;
}

/** Serves a supergraph until it is told to stop. */
export async function gateway(options: GatewayCommandOptions): Promise<void> {
  const server = await startGateway(options);
  const stopped = untilStopped(() => server.close());
  console.log(`The gateway serves ${options.supergraph} at ${server.url}/graphql`);
  await stopped;
}

/**
 * Serves the supergraph of the file. When the file changes, the new supergraph is served from then on; where it cannot be,
 * the log says why and the old one stays.
 *
 * @throws HubError CONFIG_INVALID, SUPERGRAPH_INVALID, PORT_IN_USE
 */
export async function startGateway(
  options: GatewayCommandOptions,
  { now = () => new Date(), log = createLog('warn') }: GatewaySetting = {},
): Promise<RunningServer> {
  const limits = gatewayLimits(options.limits);
  const siteKey = siteKeyOf(options);
  refuseMissing(options.supergraph, '--supergraph');
  const file = watchedFile(options.supergraph);
  const opened = await openedAuthority(options, now, log);
  const { authority } = opened;
  const supergraphSdl = file.text;
  const rows = subjectReferences(); // the index of subjects, which knows their areas, is a department's
  const gateway = await buildGateway({ supergraphSdl, local: new Map(), authority, rows, limits, log });
  const { answer: graphql, schemaDocument, replaceSupergraph } = gateway;
  const { host, port } = options;
  const site = siteKey === null ? {} : { site: siteOf(options, { key: siteKey, gateway, now, log }) };
  const http = await startHttpServer({ host, port, graphql, schemaDocument, pages: new Map(), ...site });
  const keepOld = (cause: unknown) =>
    log.error({ cause }, 'the changed supergraph cannot be served; the one before stays');
  const stopWatching = file.watch((text) => {
    replaceSupergraph(text);
    log.info('the supergraph was replaced');
  }, keepOld);
  return {
    url: http.url,
    close: async () => {
      stopWatching();
      await http.close();
      await gateway.stop();
      await opened.close();
    },
  };
}

/** What signs the codes of printed reports; null where the public site is not wanted. */
function siteKeyOf({ publicSite: isWanted, signingKey: file }: GatewayCommandOptions): SigningKey | null {
  if (isWanted !== true) return null;
  if (file === undefined) throw invalid('the public site signs the codes of reports; give its key with --signing-key.');
  return readKey(file);
}

interface SiteParts {
  readonly key: SigningKey;
  readonly gateway: RunningGateway;
  readonly now: () => Date;
  readonly log: Log;
}

function siteOf({ visitsPerMinute, proxies }: GatewayCommandOptions, { key, gateway, now, log }: SiteParts): Handler {
  return publicSite({
    operations: gateway.ownOperations,
    supergraph: gateway.supergraph,
    key,
    visitsPerMinute: visitsPerMinute ?? DEFAULT_VISITS_PER_MINUTE,
    proxies: proxies ?? 0,
    notice: null,
    developers: null,
    now,
    log: (cause) => log.error({ cause }, 'a page failed'),
  });
}

/** Agreements and audit trail where the options name their place; else none, and nothing protected is answered. */
async function openedAuthority(options: GatewayCommandOptions, now: () => Date, log: Log): Promise<OpenedAuthority> {
  const tokens = tokenPolicy(options, log);
  const consents = consentPolicy(options, log);
  const signing = options.signingKey === undefined ? undefined : readKey(options.signingKey);
  if (options.data === undefined && options.store === undefined) {
    const passports = signing === undefined ? null : passportSetting(signing, now);
    return { authority: { ...publicAuthority(now), tokens, consents, passports }, close: async () => undefined };
  }
  if (signing === undefined)
    throw invalid('a gateway with agreements signs receipts; give its key with --signing-key.');
  const location = {
    data: options.data ?? DATA_FOLDER,
    ...(options.store === undefined ? {} : { store: options.store }),
  };
  const { keys } = await keyedAdapter(location, false);
  return openAuthority({ location, keys, hubKey: signing, tokens, consents, now, log });
}

type OpenedAuthority = Pick<OpenAuthority, 'authority' | 'close'>;

/** Fails closed: half a policy would let somebody else's tokens in. */
function tokenPolicy({ jwks, issuer, audience }: GatewayCommandOptions, log: Log): TokenPolicy | null {
  if (jwks === undefined && issuer === undefined && audience === undefined) return null;
  if (jwks === undefined || issuer === undefined || audience === undefined) {
    throw invalid(
      '--jwks, --issuer and --audience go together; give all three, or none for a gateway that takes no tokens.',
    );
  }
  return { keys: keySet(jwks, '--jwks', log), issuer, audience };
}

function consentPolicy({ consentJwks, consentIssuer, audience }: GatewayCommandOptions, log: Log): TokenPolicy | null {
  if (consentJwks === undefined && consentIssuer === undefined) return null;
  if (consentJwks === undefined || consentIssuer === undefined || audience === undefined) {
    throw invalid('--consent-jwks and --consent-issuer go together, and with --audience.');
  }
  return { keys: keySet(consentJwks, '--consent-jwks', log), issuer: consentIssuer, audience };
}

function keySet(jwks: string, option: string, log: Log): JWTVerifyGetKey {
  if (/^https?:\/\//.test(jwks)) {
    const report = (cause: unknown) => log.error({ cause }, `the key set of ${option} cannot be fetched`);
    return issuerKeys(new URL(jwks), { log: report });
  }
  try {
    return createLocalJWKSet(JSON.parse(readText(jwks, option)) as JSONWebKeySet); // cast: jose checks the shape
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw invalid(`the file of ${option} (${jwks}) is not a JSON Web Key Set.`, cause);
  }
}

function readText(file: string, option: string): string {
  refuseMissing(file, option);
  return readFileSync(file, 'utf8');
}

function refuseMissing(file: string, option: string): void {
  if (!existsSync(file)) throw invalid(`the file of ${option} does not exist: ${file}`);
}

function invalid(problem: string, cause?: unknown): HubError {
  return new HubError('CONFIG_INVALID', { cause, details: { problem } });
}
