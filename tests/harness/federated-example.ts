import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';

/** One department of an example. */
export interface ExampleSubgraph {
  readonly name: string;
  /** Without the link to the federation specification. */
  readonly sdl: string;
  readonly resolvers: Readonly<Record<string, unknown>>;
}

/** A small federated graph made for a test. */
export interface FederatedExample {
  /** What is special about it. */
  readonly name: string;
  readonly subgraphs: readonly ExampleSubgraph[];
  /** Values worth trying as arguments, by name of the argument or of its type. */
  readonly values?: ArgumentValues;
  /** Puts the data back as it was, where mutations change it; tells what they were asked, in order. */
  readonly reset?: () => readonly string[];
}

export type ArgumentValues = Readonly<Record<string, readonly unknown[]>>;

/** A department that can be asked in this process. */
export interface ExampleDepartment {
  readonly schema: GraphQLSchema;
  /** Context of one request. */
  readonly context: () => unknown;
}

/** A supergraph and the departments behind it. */
export interface ComposedGraph {
  readonly supergraphSdl: string;
  readonly departments: ReadonlyMap<string, ExampleDepartment>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject"
])\n`;

/** Composes an example and makes its departments executable. */
export function composed({ subgraphs }: FederatedExample): ComposedGraph {
  const services = subgraphs.map(({ name, sdl }) => ({
    name,
    url: `http://${name}.test/graphql`,
    typeDefs: parse(LINK + sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const departments = new Map(
    subgraphs.map(({ name, resolvers }, index) => {
      const typeDefs = services[index]?.typeDefs;
      // cast: resolvers fit the SDL beside them, which the compiler cannot see
      const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers } as Parameters<
        typeof buildSubgraphSchema
      >[0]);
      return [name, { schema, context: () => ({}) }] as const;
    }),
  );
  return { supergraphSdl, departments };
}
