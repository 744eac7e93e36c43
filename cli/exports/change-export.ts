import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Handler } from '../../gateway/http-server.ts';
import type { OwnOperations } from '../../gateway/own-operations.ts';
import type { Authorized } from '../../gateway/request/authorize.ts';
import { requestIdOf } from '../../gateway/request/receive.ts';
import { respondWithError } from '../../gateway/request/respond.ts';
import type { Standing } from '../../gateway/rights/standing.ts';
import { ERRORS, HubError } from '../../schema/errors.ts';
import type { Exchange } from '../../subgraphs/_runtime/exchange.ts';
import { exportOperation } from './export-operation.ts';
import { type ExportPage, exportPage } from './export-page.ts';
import { LineStream } from './line-stream.ts';

/** What exports are made with. */
export interface ExportSetting {
  readonly operations: OwnOperations;
  readonly items: Exchange['items'];
  readonly log: (cause: unknown) => void;
  /** Longest wait for a reader that takes nothing, in milliseconds. */
  readonly idleMs?: number;
}

/**
 * Streams all changes after a cursor, each with all that the caller may see of its record: GET
 * /exchange/export?after=CURSOR&departments=A,B&items=X,Y, under the rights, purpose, filter and cursor of `changes`. Answers with
 * newline-delimited JSON: lines `{"change":…}`; after each page of them `{"page":{"cursor":…}}`, from which an interrupted reader
 * goes on; at the end `{"complete":…}`, or `{"error":{"code":…}}`. Before each page the caller's token and rights are looked at
 * anew, and nothing of it is sent before it is written down.
 */
export function changeExport(setting: ExportSetting): Handler {
  return async (message, response) => {
    const requestId = requestIdOf(message);
    let lines: LineStream | null = null;
    try {
      if (message.method !== 'GET') throw new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'GET' } });
      const pages = new ExportPages(message, requestId, setting);
      const first = await pages.next();
      lines = new LineStream(message, response, requestId, setting.idleMs);
      await send(first, pages, lines);
    } catch (cause) {
      const error = cause instanceof HubError ? cause : new HubError('INTERNAL', { cause });
      if (ERRORS[error.code].status >= 500) setting.log(cause);
      if (lines === null) refuse(error, requestId, response);
      else lines.end(errorLine(error));
    }
  };
}

/** One page is made while the one before goes out. */
async function send(first: ExportPage, pages: ExportPages, lines: LineStream): Promise<void> {
  let changes = 0;
  for (let page = first; ; ) {
    changes += page.changes;
    if (page.isLast) {
      const complete = { cursor: page.cursor, changes };
      return lines.end(`${page.text}${JSON.stringify({ complete })}\n`);
    }
    await lines.write(page.text);
    if (lines.isGone) return;
    page = await pages.next();
  }
}

function errorLine({ code, message }: HubError): string {
  return `${JSON.stringify({ error: { code, message, retryable: ERRORS[code].retryable } })}\n`;
}

function refuse(error: HubError, requestId: string, response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else respondWithError(error, requestId, response, true);
}

/** The pages of one export, one after the other. */
class ExportPages {
  readonly #message: IncomingMessage;
  readonly #requestId: string;
  readonly #setting: ExportSetting;
  readonly #filter: { readonly departments: readonly string[] | null; readonly items: readonly string[] | null };
  #after: string | null;
  #prepared:
    | { readonly rightsKey: string; readonly schema: GraphQLSchema; readonly document: DocumentNode }
    | undefined;

  constructor(message: IncomingMessage, requestId: string, setting: ExportSetting) {
    const { searchParams } = new URL(message.url ?? '/', 'http://hub');
    this.#message = message;
    this.#requestId = requestId;
    this.#setting = setting;
    this.#after = searchParams.get('after');
    this.#filter = { departments: listed(searchParams, 'departments'), items: listed(searchParams, 'items') };
  }

  /** @throws HubError that says why there is no next page */
  async next(): Promise<ExportPage> {
    const { operations } = this.#setting;
    const authorized = await operations.authorize(this.#message);
    if (authorized.kind === 'refused') throw authorized.error;
    const page = await this.#page(authorized.value);
    this.#after = page.cursor;
    return page;
  }

  async #page(authorized: Authorized): Promise<ExportPage> {
    const { operations } = this.#setting;
    let page: ExportPage | undefined;
    const outcome = await operations.run({
      requestId: this.#requestId,
      authorized,
      content: this.#message.url ?? '',
      document: this.#document(authorized.standing),
      variables: { after: this.#after, ...this.#filter },
      textOf: (result: ExecutionResult) => {
        page = exportPage(result);
        return page.text;
      },
    });
    if (outcome.kind === 'refused') throw outcome.error;
    if (page === undefined) throw new Error('an answer without its text');
    return page;
  }

  /** All that is open to the caller, worked out once for its rights. */
  #document(standing: Standing): DocumentNode {
    const { operations } = this.#setting;
    const { schema } = operations;
    const { rightsKey } = standing.passport;
    const known = this.#prepared;
    if (known?.rightsKey === rightsKey && known.schema === schema) return known.document;
    const document = operations.openPart(exportOperation(schema, this.#recordTypes()), standing);
    if (document === null) throw new HubError('EXPORT_REFUSED');
    this.#prepared = { rightsKey, schema, document };
    return document;
  }

  #recordTypes(): readonly string[] {
    const { departments, items } = this.#filter;
    return [...this.#setting.items].flatMap(([code, { subgraph, type }]) => {
      const isWanted = (departments?.includes(subgraph.department.code) ?? true) && (items?.includes(code) ?? true);
      return isWanted ? [type.name] : [];
    });
  }
}

/** Codes, separated by commas or given one by one; null for all. */
function listed(parameters: URLSearchParams, name: string): readonly string[] | null {
  return parameters.has(name) ? parameters.getAll(name).flatMap((codes) => codes.split(',')) : null;
}
