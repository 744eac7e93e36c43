import type { Readable } from 'node:stream';
import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import { Agent, request } from 'undici';
import { HubError } from '../../schema/errors.ts';
import { answerText } from './answer-text.ts';
import { type ExportedPage, type ExportQuestion, ExportReader, type OpenedExport } from './export-reader.ts';
import { isFaultCode, isFaultStatus, ProviderFault, shownCode } from './provider-fault.ts';
import type { ProviderToken } from './provider-token.ts';

/** What providers are asked for. */
const PURPOSE = 'platform-exchange';

/** Longest answer that is read, in bytes: some four times what a provider puts into a page. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Longest wait for the first byte of an answer, and between two parts of it, in milliseconds. */
const ANSWER_MS = 60_000;

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

export interface ProviderSetting {
  /** `providerAddress` */
  readonly address: string;
  readonly token: ProviderToken;
  /** Certificates that are trusted beside those of the system, as PEM. */
  readonly ca?: string;
  /** How often a question is asked again that failed for what may pass. */
  readonly retries: number;
  /** Ends questions under way. */
  readonly signal: AbortSignal;
  readonly onRetry?: (problem: string) => void;
}

/** What came of a question. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly data: Readonly<Record<string, unknown>>;
      /** Whether all that was asked for is open to the pull. */
      readonly isOpen: boolean;
    }
  /** The provider does not answer this, however often it is asked. */
  | { readonly kind: 'refused'; readonly code: string };

/** A hub that is pulled from. */
export interface Provider {
  readonly address: string;
  /**
   * Asks its graph. Fields that are not open to the pull are null; any other error is either asked again or makes the whole answer
   * a refusal, so that nothing half answered is taken for the truth.
   *
   * @throws HubError PROVIDER_UNREACHABLE, PROVIDER_REFUSED for the token, PROVIDER_ANSWER_INVALID
   */
  ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
  /**
   * A page of changes out of its export, which streams: the page after the last one that was asked for is on its way already. Null
   * where it has no export.
   *
   * @throws HubError as `ask`
   */
  exported(question: ExportQuestion): Promise<ExportedPage>;
  /** Its schema as it shows it to the pull, in SDL. */
  schema(): Promise<string>;
  close(): Promise<void>;
}

export function openProvider(setting: ProviderSetting): Provider {
  const { address, ca } = setting;
  // One question or export after the next, and acknowledgements beside them: two connections serve.
  const agent = new Agent({
    connections: 2,
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
    ...(ca === undefined ? {} : { connect: { ca } }),
  });
  const asking = new Asking(setting, agent);
  return {
    address,
    ask: (query, variables) => asking.graph(JSON.stringify({ query, variables })),
    exported: (question) => asking.exported(question),
    schema: () => asking.schema(),
    close: () => {
      asking.close();
      return agent.destroy();
    },
  };
}

interface Reply {
  readonly status: number;
  readonly text: string;
  /** What was asked for as a stream; there is no text then. */
  readonly stream?: Readable;
}

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** Whether the answer, where there is one, is to be read by who asks. */
  readonly isStream?: boolean;
}

class Asking {
  readonly #setting: ProviderSetting;
  readonly #agent: Agent;
  readonly #policy;
  readonly #exports: ExportReader;

  constructor(setting: ProviderSetting, agent: Agent) {
    this.#setting = setting;
    this.#agent = agent;
    this.#exports = new ExportReader({
      provider: setting.address,
      maxBytes: MAX_ANSWER_BYTES,
      open: (path) => this.#openExport(path),
    });
    this.#policy = retry(handleType(ProviderFault), {
      maxAttempts: setting.retries,
      // Its usual generator is jittered, so that pulls that lost one provider together do not come back together.
      backoff: new ExponentialBackoff({ initialDelay: FIRST_DELAY_MS, maxDelay: LONGEST_DELAY_MS }),
    });
    this.#policy.onRetry((reason) => {
      if ('error' in reason) setting.onRetry?.(reason.error.message);
    });
  }

  graph(body: string): Promise<Answer> {
    return this.#persistently(async () =>
      readAnswer(await this.#send({ method: 'POST', path: '/graphql', body }), this.#setting.address),
    );
  }

  schema(): Promise<string> {
    return this.#persistently(async () => {
      const { status, text } = await this.#send({ method: 'GET', path: '/schema.graphql' });
      if (status === 200) return text;
      throw invalid(this.#setting.address, 'its schema is not where a hub shows it, at /schema.graphql.');
    });
  }

  exported(question: ExportQuestion): Promise<ExportedPage> {
    return this.#persistently(async () => {
      try {
        return await this.#exports.page(question);
      } catch (cause) {
        throw cause instanceof HubError || cause instanceof ProviderFault ? cause : this.#connectionFault(cause);
      }
    });
  }

  close(): void {
    this.#exports.close();
  }

  async #openExport(path: string): Promise<OpenedExport> {
    const reply = await this.#send({ method: 'GET', path, isStream: true });
    if (reply.stream !== undefined) return { kind: 'stream', body: reply.stream };
    if (reply.status === 404) return null;
    const answer = readAnswer(reply, this.#setting.address);
    if (answer.kind === 'refused') return answer;
    throw invalid(this.#setting.address, 'it is no export.');
  }

  async #persistently<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#policy.execute(work, this.#setting.signal);
    } catch (cause) {
      if (!(cause instanceof ProviderFault)) throw cause;
      const details = { provider: this.#setting.address, problem: cause.message };
      throw new HubError('PROVIDER_UNREACHABLE', { cause, details });
    }
  }

  /** A token that was renewed meanwhile is tried at once. */
  async #send(sent: Sent): Promise<Reply> {
    const reply = await this.#sendOnce(sent);
    if (reply.status !== 401) return reply;
    const again = this.#setting.token.renew() ? await this.#sendOnce(sent) : reply;
    if (again.status !== 401) return again;
    throw refusal(this.#setting.address, 'UNAUTHENTICATED', 'it does not take the token. Renew it, and pull again.');
  }

  async #sendOnce({ method, path, body, isStream = false }: Sent): Promise<Reply> {
    const { address, token, signal } = this.#setting;
    const headers = {
      authorization: `Bearer ${token.text}`,
      'x-credit-purpose': PURPOSE,
      ...(body === undefined ? {} : { 'content-type': 'application/json', accept: 'application/json' }),
    };
    let reply: { readonly status: number; readonly text: string | null };
    try {
      const options = { method, headers, signal, dispatcher: this.#agent, ...(body === undefined ? {} : { body }) };
      const response = await request(address + path, options);
      const { statusCode: status } = response;
      if (isStream && status === 200) return { status, text: '', stream: response.body };
      reply = { status, text: await answerText(response.body, MAX_ANSWER_BYTES) };
    } catch (cause) {
      throw this.#connectionFault(cause);
    }
    const { status, text } = reply;
    if (text === null) throw invalid(address, `it is longer than ${MAX_ANSWER_BYTES} bytes.`);
    if (status >= 300 && status < 400) throw invalid(address, 'it sends elsewhere, which is not followed.');
    if (isFaultStatus(status)) throw new ProviderFault(`it answers with the status ${status}.`);
    return { status, text };
  }

  /** What is thrown for a broken connection: what broke it, where that was the end of the pull. */
  #connectionFault(cause: unknown): unknown {
    if (this.#setting.signal.aborted) return cause;
    return new ProviderFault(`the connection failed (${shownSystemCode(cause)}).`, { cause });
  }
}

/** Of a field that is not open to who asks. */
const CLOSED = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** What a reply says. */
function readAnswer({ status, text }: Reply, address: string): Answer {
  const body = parsed(text);
  if (body === null) throw invalid(address, 'it is not JSON of a graph.');
  const { data, errors = [] } = body as { data?: unknown; errors?: unknown };
  if (!Array.isArray(errors)) throw invalid(address, 'its errors are no list.');
  const codes = errors.map(codeOf).filter((code) => code !== CLOSED);
  const refused = codes.find((code) => !isFaultCode(code));
  if (refused !== undefined) return { kind: 'refused', code: refused };
  const [fault] = codes;
  if (fault !== undefined) throw new ProviderFault(`it answers ${fault}.`);
  if (status === 200 && isObject(data)) return { kind: 'answered', data, isOpen: errors.length === 0 };
  throw invalid(address, 'it holds no data.');
}

function parsed(text: string): object | null {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : null;
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  const { extensions } = isObject(error) ? error : { extensions: null };
  return shownCode(isObject(extensions) ? extensions.code : null);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Codes of the system and of the client, never their messages. */
function shownSystemCode(cause: unknown): string {
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'it broke off';
}

function invalid(provider: string, problem: string): HubError {
  return new HubError('PROVIDER_ANSWER_INVALID', { details: { provider, problem } });
}

/** An end of the pull that the provider decided on. */
export function refusal(provider: string, code: string, problem: string): HubError {
  return new HubError('PROVIDER_REFUSED', { details: { provider, code, problem } });
}
