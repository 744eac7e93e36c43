import { randomUUID } from 'node:crypto';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { OwnOperations } from '../../gateway/own-operations.ts';
import type { Variables } from '../../gateway/sources/source.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';

/** Where a site reads: a gateway, and what it serves at the moment. */
export interface SiteSource {
  readonly operations: OwnOperations;
  readonly supergraph: () => Supergraph;
}

/** What the site reads of the graph, always as the public: whoever visits, it gets to see nothing else. */
export interface SiteGraph {
  /** What clients see of it: the same object until the supergraph is replaced. */
  readonly schema: GraphQLSchema;
  readonly supergraph: Supergraph;
  /**
   * Runs an operation as a caller without a token.
   *
   * @param document the same object for the same operation, so that it is compiled once
   * @throws HubError where the graph answers nothing at all
   */
  ask(document: DocumentNode, variables?: Variables): Promise<ExecutionResult>;
}

export function siteGraph({ operations, supergraph }: SiteSource): SiteGraph {
  return {
    get schema() {
      return operations.schema;
    },
    get supergraph() {
      return supergraph();
    },
    ask: async (document, variables = {}) => {
      const authorized = await operations.authorizePublic();
      if (authorized.kind === 'refused') throw authorized.error;
      let answer: ExecutionResult = {};
      const textOf = (result: ExecutionResult) => {
        answer = result;
        return JSON.stringify(result.data);
      };
      const { standing, isCurrent } = authorized.value;
      const content = JSON.stringify(variables);
      const call = { requestId: randomUUID(), standing, isCurrent, content, document, variables, textOf };
      const outcome = await operations.run(call);
      if (outcome.kind === 'refused') throw outcome.error;
      return answer;
    },
  };
}
