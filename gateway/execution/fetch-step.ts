import type { Schema } from '@apollo/federation-internals';
import type { FetchNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, print } from 'graphql';
import { HubError } from '../../schema/errors.ts';
import type { DataSource, FetchOutcome, PreparedFetch, Variables } from '../sources/source.ts';
import { objectReaders, type ReaderTypes } from './answer-reader.ts';
import { entityFetch } from './entity-fetch.ts';
import type { EntityPath } from './entity-path.ts';
import { entitySelections, fetchOperation } from './fetch-operation.ts';
import type { ResponsePath } from './field-error.ts';
import type { GraphTypes } from './graph-types.ts';
import { inputRewrite } from './input-rewrite.ts';
import { withKeyEcho } from './key-echo.ts';
import type { PrivateNames } from './private-names.ts';
import { representationBuilder } from './representation.ts';
import { rootFetch } from './root-fetch.ts';
import { addError, type Run, type Step } from './run.ts';

/** A department as plans see it. */
export interface PlannedSubgraph {
  readonly source: DataSource;
  readonly schema: Schema;
  readonly types: GraphTypes;
}

/** What fetches are compiled against. */
export interface FetchSetting {
  readonly subgraphs: ReadonlyMap<string, PlannedSubgraph>;
  /** Types of the supergraph. */
  readonly types: GraphTypes;
  readonly names: PrivateNames;
  /** Of names that are nobody's field. */
  readonly prefix: string;
}

/**
 * Compiles one fetch of a plan.
 *
 * @param path of the objects that it is about; empty for the root
 */
export function fetchStep(fetch: FetchNode, path: EntityPath, setting: FetchSetting): Step {
  const subgraph = setting.subgraphs.get(fetch.serviceName);
  if (subgraph === undefined) throw new Error(`The plan asks "${fetch.serviceName}", which is not in the supergraph.`);
  if (fetch.contextRewrites?.length) throw new Error('The plan passes context between departments (@fromContext).');
  const operation = fetchOperation(fetch);
  return fetch.requires === undefined
    ? rootStep(fetch, operation, path, subgraph, setting)
    : entityStep(fetch, operation, path, subgraph, setting);
}

function rootStep(
  fetch: FetchNode,
  operation: OperationDefinitionNode,
  path: EntityPath,
  subgraph: PlannedSubgraph,
  setting: FetchSetting,
): Step {
  const kind = fetch.operationKind === 'mutation' ? 'mutation' : 'query';
  const rootType = subgraph.types.rootType(kind);
  const { selections } = operation.selectionSet;
  const read = objectReaders(selections, rootType, readerTypes(fetch, subgraph, setting))(rootType);
  if (read === null) throw new Error(`"${fetch.serviceName}" has no ${kind} type.`);
  return rootFetch({
    path,
    publicName: subgraph.source.publicName,
    ask: prepared(fetch, operation, subgraph),
    read,
    onlyField: onlyField(operation),
    clientPath: (inner) => clientPath(inner, setting.names),
    report,
  });
}

function onlyField({ selectionSet: { selections } }: OperationDefinitionNode): ResponsePath {
  const [field] = selections;
  if (selections.length > 1 || field?.kind !== Kind.FIELD) return [];
  return [field.alias?.value ?? field.name.value];
}

function entityStep(
  fetch: FetchNode,
  operation: OperationDefinitionNode,
  path: EntityPath,
  subgraph: PlannedSubgraph,
  setting: FetchSetting,
): Step {
  const echo = withKeyEcho(fetch, operation, { ...setting, schema: subgraph.schema });
  const entities = entitySelections(operation);
  const ask = prepared(fetch, echo.operation, subgraph);
  return entityFetch({
    node: fetch,
    path,
    publicName: subgraph.source.publicName,
    ask,
    checks: echo.checks,
    requires: fetch.requires ?? [],
    represent: representationBuilder(fetch.requires ?? [], setting.types),
    readers: (typeName) => objectReaders(entities, typeName, readerTypes(fetch, subgraph, setting)),
    rewriteInput: inputRewrite(fetch.inputRewrites, setting.types),
    clientPath: (inner) => clientPath(inner, setting.names),
    report,
  });
}

/** Asks, unless the request has no time left for it. */
type Ask = (variables: Variables, run: Run) => FetchOutcome | Promise<FetchOutcome>;

function prepared(fetch: FetchNode, operation: OperationDefinitionNode, { source }: PlannedSubgraph): Ask {
  const run: PreparedFetch = source.prepare({
    text: print(operation),
    operationName: undefined,
    kind: fetch.operationKind === 'mutation' ? 'mutation' : 'query',
  });
  const usages = fetch.variableUsages ?? [];
  return (more, { variables, call }) => {
    if (performance.now() >= call.deadlineMs) return outOfTime(source);
    if (call.isCurrent?.() === false) return { kind: 'failed', error: new HubError('RIGHTS_CHANGED') };
    if (usages.length === 0) return run(more === variables ? {} : more, call);
    const used: Record<string, unknown> = more === variables ? {} : { ...more };
    for (const name of usages) if (Object.hasOwn(variables, name)) used[name] = variables[name];
    return run(used, call);
  };
}

function outOfTime({ publicName }: DataSource): FetchOutcome {
  return { kind: 'failed', error: new HubError('SUBGRAPH_TIMEOUT', { details: { department: publicName } }) };
}

function readerTypes(
  { outputRewrites = [] }: FetchNode,
  { types }: PlannedSubgraph,
  setting: FetchSetting,
): ReaderTypes {
  const renamed = new Map(
    outputRewrites.map((rewrite) => {
      if (rewrite.kind !== 'KeyRenamer')
        throw new Error(`The plan has a ${rewrite.kind} for answers, which nothing asked for.`);
      return [rewrite.path.at(-1), rewrite.renameKeyTo] as const;
    }),
  );
  return {
    subgraph: types,
    isFinal: (name) => setting.types.isObject(name),
    treeKey: (name) => renamed.get(name) ?? name,
  };
}

/** A department's path in the client's words, as far as the client asked. */
function clientPath(path: ResponsePath, names: PrivateNames): ResponsePath {
  const translated: (string | number)[] = [];
  for (const part of path) {
    const key = typeof part === 'number' ? part : names.responseKey(part.replace(/__alias_\d+$/, ''));
    if (key === undefined) break;
    translated.push(key);
  }
  return translated;
}

function report(run: Run, error: HubError, path?: ResponsePath): void {
  run.log(error.cause);
  addError(run, error, path);
}
