import { Supergraph } from '@apollo/federation-internals';
import { ApolloGateway } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import type { GatewayGraphQLRequestContext, GatewayInterface } from '@apollo/server-gateway-interface';
import { type DocumentNode, type GraphQLSchema, print } from 'graphql';
import type { EntityRows } from '../schema/access/entity-rows.ts';
import { problemText } from '../schema/composition/problem.ts';
import { HubError } from '../schema/errors.ts';
import type { DepartmentNote } from '../schema/expansion/department-note.ts';
import { plannerTraps } from '../schema/supergraph/planner-traps.ts';
import { resolvableKeysFirst } from '../schema/supergraph/resolvable-keys-first.ts';
import { type Supergraph as HubSupergraph, readSupergraph } from '../schema/supergraph/supergraph.ts';
import { withoutAccessFeatures } from '../schema/supergraph/without-access-features.ts';
import type { Explanation } from './execution/explanation.ts';
import type { GraphOutcome } from './execution/graph-outcome.ts';
import { type GraphRequest, type ServedGraph, servedGraph } from './execution/served-graph.ts';
import type { PlanningLimits } from './gateway-limits.ts';
import type { Log } from './log.ts';
import type { RequestContext } from './pipeline.ts';
import { readPolicy } from './policy/policy.ts';
import type { View } from './policy/view.ts';
import type { Standing } from './rights/standing.ts';
import type { DataSource } from './sources/source.ts';

/** How a supergraph is served. */
export interface SupergraphOptions {
  readonly supergraphSdl: string;
  /** The department behind a subgraph, and what it says of itself. */
  readonly source: (name: string, url: string, note: DepartmentNote | undefined) => DataSource;
  readonly planning: PlanningLimits;
  readonly explanation: Explanation;
  readonly rows: EntityRows | undefined;
  readonly log: Log;
}

/** How long sources of a replaced supergraph stay for the requests that began with it, in milliseconds. */
const REPLACED_GRAPH_MS = 60_000;

/**
 * The gateway that Apollo Server runs: @apollo/gateway keeps the supergraph (loads, validates, replaces it), and the hub's
 * own executor runs the operations. A request ends on the supergraph that it began with.
 */
export class SupergraphGateway implements GatewayInterface {
  readonly #options: SupergraphOptions;
  readonly #inner: ApolloGateway;
  /** By the schema that a request was validated against. */
  readonly #graphs = new WeakMap<GraphQLSchema, ServedGraph>();
  readonly #retiring = new Map<ServedGraph, NodeJS.Timeout>();
  #current: ServedGraph | undefined;
  #schema: GraphQLSchema | undefined;
  #supergraph: HubSupergraph;
  #failure: unknown;
  #update: ((supergraphSdl: string) => void) | undefined;

  constructor(options: SupergraphOptions) {
    this.#options = options;
    this.#supergraph = readSupergraph(options.supergraphSdl);
    // The library would otherwise send figures to its maker; nothing here phones home.
    process.env.APOLLO_TELEMETRY_DISABLED = 'true';
    this.#inner = new ApolloGateway({
      supergraphSdl: async ({ update }) => {
        this.#update = update;
        return { supergraphSdl: plannable(this.#supergraph) };
      },
      buildService: () => UNUSED_SOURCE,
      queryPlannerConfig: plannerConfig(options.planning),
      logger: options.log,
    });
    // Registered before Apollo Server's own listener, so that a schema is never served without its graph.
    this.#inner.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => this.#adopt(apiSchema, coreSupergraphSdl));
  }

  onSchemaLoadOrUpdate: GatewayInterface['onSchemaLoadOrUpdate'] = (callback) =>
    this.#inner.onSchemaLoadOrUpdate(callback);

  /** @throws HubError SUPERGRAPH_INVALID */
  load: GatewayInterface['load'] = async (options) => {
    try {
      await this.#inner.load(options);
    } catch (cause) {
      throw unservable(cause);
    }
    this.#throwFailure();
    // cast: Apollo Server hands on the context that the pipeline made
    return { executor: async (request) => this.#execute(request as GatewayGraphQLRequestContext<RequestContext>) };
  };

  /**
   * Serves another supergraph from now on. Requests under way are not touched; where the new one cannot be served, the old
   * one stays.
   *
   * @throws HubError SUPERGRAPH_INVALID
   */
  replace(supergraphSdl: string): void {
    const before = this.#supergraph;
    this.#supergraph = readSupergraph(supergraphSdl);
    try {
      this.#update?.(plannable(this.#supergraph));
      this.#throwFailure();
    } catch (cause) {
      this.#supergraph = before;
      this.#update?.(plannable(before));
      throw unservable(cause);
    }
  }

  /** The supergraph that is served at the moment, rules and all. */
  get supergraph(): HubSupergraph {
    return this.#supergraph;
  }

  /** What those of a view see of the schema at the moment: the same object until the supergraph is replaced. */
  schemaOf(view: View): GraphQLSchema {
    return this.#served().schemaOf(view);
  }

  /** What of a document is open to a caller at the moment; see open-part.ts. */
  openPart(document: DocumentNode, standing: Standing): DocumentNode | null {
    return this.#served().openPart(document, standing);
  }

  /** Runs an operation of the hub's own, on the supergraph of the moment. */
  run(request: GraphRequest): GraphOutcome | Promise<GraphOutcome> {
    return this.#served().execute(request);
  }

  /** What documents are validated against at the moment; once it is loaded. */
  get schema(): GraphQLSchema {
    if (this.#schema === undefined) throw new Error('no supergraph is loaded');
    return this.#schema;
  }

  async stop(): Promise<void> {
    await this.#inner.stop();
    for (const [graph, timer] of this.#retiring) {
      clearTimeout(timer);
      await graph.close();
    }
    await this.#current?.close();
  }

  #served(): ServedGraph {
    if (this.#current === undefined) throw new Error('no supergraph is loaded');
    return this.#current;
  }

  #adopt(apiSchema: GraphQLSchema, supergraphSdl: string): void {
    try {
      const planner = this.#planner(supergraphSdl);
      const graph = servedGraph({
        schema: apiSchema,
        supergraph: planner.supergraph,
        planner,
        policy: readPolicy(this.#supergraph, apiSchema),
        explanation: this.#options.explanation,
        rows: this.#options.rows,
        source: (name, url) => this.#options.source(name, url, this.#supergraph.departments.get(name)),
        maxOperations: this.#options.planning.maxOperations,
        log: (cause) => this.#options.log.error({ cause }, 'department answered wrongly'),
      });
      this.#graphs.set(apiSchema, graph);
      this.#retire(this.#current);
      this.#current = graph;
      this.#schema = apiSchema;
    } catch (error) {
      this.#failure = error; // @apollo/gateway would only log what a listener throws
    }
  }

  /** The inner gateway's planner, which took half a second to make; one of our own where it keeps it to itself. */
  #planner(supergraphSdl: string): QueryPlanner {
    const made = this.#inner.__testing().queryPlanner;
    return made ?? new QueryPlanner(Supergraph.build(supergraphSdl), plannerConfig(this.#options.planning));
  }

  #retire(graph: ServedGraph | undefined): void {
    if (graph === undefined) return;
    const timer = setTimeout(() => {
      this.#retiring.delete(graph);
      void graph.close();
    }, REPLACED_GRAPH_MS);
    this.#retiring.set(graph, timer.unref());
  }

  #throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw unservable(failure);
  }

  #execute({ schema, document, operationName, request, context }: GatewayGraphQLRequestContext<RequestContext>) {
    const graph = this.#graphs.get(schema);
    if (graph === undefined) throw new HubError('INTERNAL', { cause: new Error('no supergraph has this schema') });
    const { standing, isStrict, call, trace } = context;
    const variables = request.variables ?? {};
    const outcome = graph.execute({ document, operationName, variables, standing, isStrict, call });
    const finish = ({ result, answered }: GraphOutcome) => {
      if (answered !== undefined) trace.answered = answered;
      return result;
    };
    return outcome instanceof Promise ? outcome.then(finish) : finish(outcome);
  }
}

/**
 * The supergraph as the planner gets it right; its rules have been read, and are applied before planning.
 *
 * @throws HubError SUPERGRAPH_INVALID for what the planner would get wrong
 */
function plannable(supergraph: HubSupergraph): string {
  const document = resolvableKeysFirst(withoutAccessFeatures(supergraph));
  const [trap] = plannerTraps(document);
  if (trap !== undefined) throw new HubError('SUPERGRAPH_INVALID', { details: { problem: problemText(trap) } });
  return print(document);
}

function plannerConfig({ maxEvaluatedPlans, maxPlanPaths }: PlanningLimits) {
  return {
    reuseQueryFragments: false,
    generateQueryFragments: false,
    debug: { maxEvaluatedPlans, pathsLimit: maxPlanPaths },
  };
}

/** The inner gateway asks for a source of each subgraph; none of them is ever used. */
const UNUSED_SOURCE = {
  process: () => Promise.reject(new Error('departments are asked by the executor only')),
};

function unservable(cause: unknown): HubError {
  if (cause instanceof HubError) return cause;
  const problem = (cause instanceof Error ? cause.message : String(cause)).replace(/\s*\n\s*/g, ' ');
  return new HubError('SUPERGRAPH_INVALID', { cause, details: { problem } });
}
