import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

/** Servers of one test, which close with it. */
export class RemoteSubgraphs {
  readonly #servers: Server[] = [];

  /** Address of a server that listens on a free port. */
  async listen(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) await new Promise((resolve) => server.close(resolve).closeAllConnections());
  }
}

/** Answers as a subgraph of the SDL does; what it is asked is added to `seen`. */
export function subgraphListener(sdl: string, resolvers: object, seen: string[] = []): RequestListener {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  return async (message, response) => {
    const { query, variables } = JSON.parse(await textOf(message)) as SubgraphQuestion;
    seen.push(query);
    const result = await graphql({ schema, source: query, variableValues: variables ?? {} });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  };
}

interface SubgraphQuestion {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The body of a request. */
export async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
