import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the provider is asked. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A body to answer with, as an object or as it goes over the wire; or a hand on the response itself. */
export type Script = (question: Question) => object | string | ((response: ServerResponse) => void);

export interface ScriptedProvider extends AsyncDisposable {
  readonly url: string;
  /** Questions for changes, in order. */
  readonly asked: readonly Question[];
}

export const SCHEMA = `
  union ChangedRecord = MarketPenalty
  type MarketPenalty {
    id: ID! documentNo: String! state: RecordState! decisionDate: Date! publicityStartDate: Date publicityEndDate: Date
    legalRepresentativeIdNo: String
  }
`;

const FIELDS = ['documentNo', 'state', 'decisionDate', 'publicityStartDate', 'publicityEndDate'];

const CATALOGUE = [
  {
    code: 'market.administrative-penalty',
    type: 'MarketPenalty',
    standing: 'CLEAR',
    fields: FIELDS.map((name) => ({ name, standing: 'CLEAR' })),
  },
];

/** How a provider gives changes out. */
export type Way = 'graph' | 'export';

/**
 * A server that shows the schema and catalogue of a small hub, and answers for its changes what a test says: in its graph, or page
 * by page in an export.
 */
export async function scriptedProvider(script: Script, sdl = SCHEMA, way: Way = 'graph'): Promise<ScriptedProvider> {
  const asked: Question[] = [];
  const server = createServer(async (message, response) => {
    if (message.url === '/schema.graphql') {
      response.end(sdl);
      return;
    }
    const url = new URL(message.url ?? '', 'http://provider');
    if (url.pathname === '/exchange/export') {
      if (way === 'graph') response.writeHead(404).end();
      else
        exported(Object.fromEntries(url.searchParams), response, (question) => {
          asked.push(question);
          return script(question);
        });
      return;
    }
    const question = JSON.parse(await bodyOf(message)) as Question;
    if (question.query.includes('catalogue')) {
      response.end(JSON.stringify({ data: { catalogue: CATALOGUE } }));
      return;
    }
    if (question.query.includes('subject(id')) {
      response.end(JSON.stringify({ data: { subject: null } }));
      return;
    }
    if (question.query.includes('changes(')) asked.push(question);
    const answer = script(question);
    if (typeof answer === 'function') answer(response);
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers as an export does: page after page, until the script says that there is no more, or something else than a page. */
function exported(parameters: Readonly<Record<string, string>>, response: ServerResponse, script: Script): void {
  for (let after: unknown = parameters.after ?? null; ; ) {
    const answer = script({ query: 'export', variables: { ...parameters, after } });
    if (typeof answer === 'function') {
      answer(response);
      return;
    }
    const { isWhole, text, cursor } = linesOf(answer);
    response.write(text);
    if (!isWhole) {
      response.end();
      return;
    }
    after = cursor;
  }
}

/** The answer of a graph, as the lines of an export. */
function linesOf(answer: object | string) {
  if (typeof answer === 'string') return { isWhole: false, text: `${answer}\n`, cursor: null };
  const { data, errors } = answer as ReturnType<typeof toldPage> & { errors?: readonly { extensions: object }[] };
  const lines: object[] = [];
  const { nodes, pageInfo, ...rest } = data?.changes ?? {};
  if (Array.isArray(nodes)) lines.push(...nodes.map((change) => ({ change })));
  const page = { cursor: pageInfo?.endCursor, hasNextPage: pageInfo?.hasNextPage, ...rest };
  if (errors === undefined) lines.push(data?.changes === undefined ? {} : { page });
  else lines.push({ error: errors[0]?.extensions });
  const isWhole = errors === undefined && page.hasNextPage === true;
  return { isWhole, text: lines.map((line) => `${JSON.stringify(line)}\n`).join(''), cursor: page.cursor };
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A change as a provider tells it. */
export function told(recordId: string, sketch: object = {}): object {
  return {
    operation: 'UPSERT',
    item: 'market.administrative-penalty',
    recordId,
    version: 1,
    subject: { id: 'o.91451100MA5KXXXX1X', name: '某公司', uscc: null, area: null, identityNo: null },
    record: {
      __typename: 'MarketPenalty',
      documentNo: recordId,
      state: 'EFFECTIVE',
      decisionDate: '2026-02-01',
      publicityStartDate: '2026-02-01',
      publicityEndDate: null,
    },
    ...sketch,
  };
}

/** A page of changes. */
export function toldPage(
  nodes: readonly unknown[],
  endCursor: unknown,
  hasNextPage: unknown = false,
  sketch: object = {},
) {
  return { data: { changes: { nodes, rightsChanged: [], pageInfo: { hasNextPage, endCursor }, ...sketch } } };
}
