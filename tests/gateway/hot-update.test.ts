import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { pino } from 'pino';
import { startGateway } from '../../cli/commands/gateway.ts';
import { RemoteSubgraphs, subgraphListener } from '../harness/remote-subgraph.ts';
import { type Answer, ask } from '../harness/test-hub.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])';
const BOOKS = `${LINK} type Query { books: [Book!]! } type Book @key(fields: "isbn") { isbn: ID! title: String }`;
const STOCK = `${LINK} type Book @key(fields: "isbn") { isbn: ID! copies: Int }`;
const STOCK_WITH_SHELF = STOCK.replace('copies: Int', 'copies: Int shelf: String');

const books = { Query: { books: () => [{ isbn: '1', title: '论语' }] } };
const stock = { Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, copies: 10, shelf: '甲' }) } };

let folder: string;
let file: string;
let subgraphs: RemoteSubgraphs;
/** Messages of the gateway's log, and who waits for one. */
let logged: string[];
let onLog: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  file = join(folder, 'supergraph.graphql');
  subgraphs = new RemoteSubgraphs();
  logged = [];
  onLog = () => undefined;
});
afterEach(async () => {
  await subgraphs[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a supergraph in the place of the file, as a roll-out would: at once. */
function put(text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function supergraph(booksUrl: string, stockUrl: string, stockSdl: string): string {
  const { supergraphSdl } = composeServices([
    { name: 'books', url: booksUrl, typeDefs: parse(BOOKS) },
    { name: 'stock', url: stockUrl, typeDefs: parse(stockSdl) },
  ]);
  return supergraphSdl ?? '';
}

async function gatewayWithLog() {
  const log = pino(
    { level: 'info' },
    {
      write: (line: string) => {
        logged.push((JSON.parse(line) as { msg: string }).msg);
        onLog();
      },
    },
  );
  const gateway = await startGateway({ supergraph: file, port: 0, host: '127.0.0.1' }, { log });
  return { url: `${gateway.url}/graphql`, [Symbol.asyncDispose]: () => gateway.close() };
}

function logSays(message: string): Promise<void> {
  return new Promise((resolve) => {
    onLog = () => {
      if (logged.includes(message)) resolve();
    };
    onLog();
  });
}

describe('a supergraph that is replaced while requests come in', () => {
  test('drops none of them: each is answered by the old graph or by the new one', async () => {
    const booksUrl = await subgraphs.listen(subgraphListener(BOOKS, books));
    const stockUrl = await subgraphs.listen(subgraphListener(STOCK_WITH_SHELF, stock));
    put(supergraph(booksUrl, stockUrl, STOCK));
    await using gateway = await gatewayWithLog();
    const answers: Answer[] = [];
    let isOver = false;
    let isAnswered: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      isAnswered = resolve;
    });
    const callers = Array.from({ length: 8 }, async (_, caller) => {
      while (!isOver) {
        answers.push(await ask(gateway.url, `{ books { title copies n${caller}: copies } }`));
        isAnswered();
      }
    });
    await answered;
    let before = 0;
    let shelf: Answer | undefined;
    try {
      put(supergraph(booksUrl, stockUrl, STOCK_WITH_SHELF));
      await logSays('the supergraph was replaced');
      before = answers.length;
      shelf = await ask(gateway.url, '{ books { shelf } }');
    } finally {
      isOver = true;
      await Promise.all(callers);
    }
    expect(shelf).toEqual({ data: { books: [{ shelf: '甲' }] } });
    expect(before).toBeGreaterThan(0);
    expect(answers.length).toBeGreaterThan(before);
    for (const { data, errors } of answers) {
      expect(errors).toBeUndefined();
      expect(data.books[0]).toMatchObject({ title: '论语', copies: 10 });
    }
  });

  test('a request under way ends on the graph that it began with', async () => {
    const held: (() => void)[] = [];
    const answer = subgraphListener(STOCK, stock);
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const booksUrl = await subgraphs.listen(subgraphListener(BOOKS, books));
    const stockUrl = await subgraphs.listen((message, response) => {
      held.push(() => answer(message, response));
      isAsked();
    });
    put(supergraph(booksUrl, stockUrl, STOCK));
    await using gateway = await gatewayWithLog();
    const pending = ask(gateway.url, '{ books { title copies } }');
    await asked;
    put(supergraph(booksUrl, stockUrl, STOCK.replace('copies: Int', 'shelf: String')));
    await logSays('the supergraph was replaced');
    expect((await ask(gateway.url, '{ books { copies } }')).errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    for (const release of held) release();
    expect(await pending).toEqual({ data: { books: [{ title: '论语', copies: 10 }] } });
  });

  test.each([
    ['is no SDL', () => '{{{'],
    ['is a subgraph', () => STOCK],
    ['asks for a security feature that the hub does not know', () => UNKNOWN_FEATURE],
  ])('by one that %s stays as it is, and the log says why', async (_, broken) => {
    const booksUrl = await subgraphs.listen(subgraphListener(BOOKS, books));
    const stockUrl = await subgraphs.listen(subgraphListener(STOCK, stock));
    put(supergraph(booksUrl, stockUrl, STOCK));
    await using gateway = await gatewayWithLog();
    put(broken());
    await logSays('the changed supergraph cannot be served; the one before stays');
    expect(await ask(gateway.url, '{ books { title copies } }')).toEqual({
      data: { books: [{ title: '论语', copies: 10 }] },
    });
  });
});

const UNKNOWN_FEATURE = supergraph('http://books.test', 'http://stock.test', STOCK).replace(
  'schema\n',
  'schema\n  @link(url: "https://specs.example/secret/v1.0", for: SECURITY)\n',
);
