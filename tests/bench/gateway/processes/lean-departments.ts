/**
 * Process: every department at a path of one port, with as little as possible between HTTP and its resolvers. Arguments: data
 * folder, and "replaying-departments" for answers that are made once and then sent again, so that departments cost next to
 * nothing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openExistingStore } from '../../../../cli/open-store.ts';
import { PUBLIC_PASSPORT } from '../../../../schema/access/passport.ts';
import type { HubStore } from '../../../../storage/port.ts';
import { accessFor } from '../../../../subgraphs/_runtime/access/access.ts';
import { type DepartmentRun, departmentRun } from '../../../../subgraphs/_runtime/batch/department-run.ts';
import { loadSubgraphs } from '../../../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../../../subgraphs/_runtime/subgraph.ts';
import { subgraphContext } from '../../../../subgraphs/_runtime/subgraph-context.ts';
import type { DepartmentAddresses } from './department-server.ts';

/** Documents remembered per department. */
const MAX_DOCUMENTS = 1_000;

/** Answers remembered per department when they are sent again; more than any workload asks for. */
const MAX_ANSWERS = 20_000;

type Department = (body: string) => Promise<string>;

interface Request {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

function department(subgraph: Subgraph, store: HubStore): Department {
  const access = accessFor(subgraph, PUBLIC_PASSPORT);
  const runs = new Map<string, DepartmentRun>();
  return async (body) => {
    const { query, variables } = JSON.parse(body) as Request; // cast: only gateways of the bench ask
    const run = runs.get(query) ?? departmentRun(subgraph.schema(), query);
    if (runs.size >= MAX_DOCUMENTS) runs.clear();
    runs.set(query, run);
    return JSON.stringify(
      await run(variables ?? {}, () => subgraphContext({ store, access, passport: PUBLIC_PASSPORT, now: new Date() })),
    );
  };
}

/** Sends the first answer to a request again and again. */
function replaying(ask: Department): Department {
  const answers = new Map<string, Promise<string>>();
  return (body) => {
    const answer = answers.get(body) ?? ask(body);
    if (answers.size >= MAX_ANSWERS) answers.clear();
    answers.set(body, answer);
    return answer;
  };
}

function answer(
  departments: ReadonlyMap<string, Department>,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  message.on('end', () => {
    const ask = departments.get((message.url ?? '').slice(1));
    if (ask === undefined) return response.writeHead(404).end();
    ask(Buffer.concat(chunks).toString('utf8')).then(
      (text) => send(response, text),
      (cause) => response.writeHead(500).end(String(cause)),
    );
  });
}

function send(response: ServerResponse, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
}

process.on('disconnect', () => process.exit()); // never outlives the bench
const store = await openExistingStore({ data: process.argv[2] ?? '' });
const kept = process.argv[3] === 'replaying-departments' ? replaying : (ask: Department) => ask;
const departments = new Map(
  (await loadSubgraphs()).map((subgraph) => [subgraph.department.code, kept(department(subgraph, store))]),
);
const server = createServer((message, response) => answer(departments, message, response));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // cast: a server that listens on TCP has an address of this form
  const addresses: DepartmentAddresses = [...departments.keys()].map((code) => [
    code,
    `http://127.0.0.1:${port}/${code}`,
  ]);
  process.send?.(addresses);
});
