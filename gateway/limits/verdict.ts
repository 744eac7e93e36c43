import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { HubError } from '../../schema/errors.ts';
import { type Cost, costWith, type VariableValue } from './cost.ts';
import { depth } from './depth.ts';
import { expandedNesting } from './expanded-nesting.ts';
import { expandedSelections } from './expanded-selections.ts';
import { introspectionFigures } from './introspection.ts';
import { limitExceeded } from './limit-exceeded.ts';
import type { Limits } from './limits.ts';
import { operationCosts } from './operation-costs.ts';
import { type QueryDocument, queryDocument } from './query-document.ts';
import { repeats } from './repeats.ts';
import { hasReservedName } from './reserved-names.ts';
import { rootFields } from './root-fields.ts';
import { textFigures } from './text-figures.ts';

/** Values of variables as a request brings them. */
export type Variables = Readonly<Record<string, unknown>>;

/** What is thought of a query text, whoever sends it. It keeps nothing of the syntax tree. */
export type Verdict =
  /** It is no GraphQL; whoever parses it next says why. */
  | { readonly kind: 'unreadable' }
  /** LIMIT_EXCEEDED or BAD_REQUEST. */
  | { readonly kind: 'refused'; readonly error: HubError }
  /** Within all limits, apart from operations whose cost hangs on their variables. */
  | { readonly kind: 'admitted'; readonly openCosts: readonly OpenCost[] };

/** An operation whose cost is known when its variables are. */
export interface OpenCost {
  /** Null for an operation without a name. */
  readonly operationName: string | null;
  costOf(variables: Variables): number;
}

/**
 * Holds a query against all limits that do not hang on its variables, the cheap ones first: each makes the next one safe to
 * compute. This function does not throw.
 */
export function verdictOn(text: string, schema: GraphQLSchema, limits: Limits): Verdict {
  const tooLong = limitExceeded(limits, { maxQueryChars: text.length });
  if (tooLong !== null) return refusal(tooLong);
  const figures = textFigures(text, limits.maxTokens);
  if (figures === null) return UNREADABLE;
  const tooMuch = limitExceeded(limits, {
    maxTokens: figures.tokens,
    maxNesting: figures.nesting,
    maxInputDepth: figures.inputDepth,
    maxAliases: figures.aliases,
    maxDirectives: figures.directives,
  });
  if (tooMuch !== null) return refusal(tooMuch);
  const document = parsed(text);
  return document === null ? UNREADABLE : verdictOnDocument(document, schema, limits);
}

const UNREADABLE: Verdict = { kind: 'unreadable' };

function parsed(text: string): DocumentNode | null {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return null; // syntax errors only: the nesting is bounded
  }
}

function verdictOnDocument(document: DocumentNode, schema: GraphQLSchema, limits: Limits): Verdict {
  const tooMany = limitExceeded(limits, { maxDefinitions: document.definitions.length });
  if (tooMany !== null) return refusal(tooMany);
  const query = queryDocument(document);
  if (query === null) return malformed('a fragment of the query contains itself.');
  if (hasReservedName(query)) {
    return malformed('aliases, variables, operations and fragments may not begin with "__"; GraphQL reserves that.');
  }
  const introspection = introspectionFigures(query);
  const tooMuch = limitExceeded(limits, {
    maxExpandedSelections: expandedSelections(query),
    maxNesting: expandedNesting(query),
    maxDepth: depth(query),
    maxRootFields: rootFields(query),
    maxIntrospectionRoots: introspection.roots,
    maxIntrospectionLists: introspection.lists,
    maxIntrospectionAliases: introspection.aliases,
  });
  if (tooMuch !== null) return refusal(tooMuch);
  const tooOften = limitExceeded(limits, { maxRepeats: repeats(query) });
  return tooOften === null ? verdictOnCost(query, schema, limits) : refusal(tooOften);
}

function verdictOnCost(query: QueryDocument, schema: GraphQLSchema, limits: Limits): Verdict {
  const costs = [...operationCosts(query, schema, limits.assumedListSize)];
  const fixed = costs.map(([, cost]) => (typeof cost === 'number' ? cost : 0));
  const tooMuch = limitExceeded(limits, { maxCost: fixed.reduce((one, other) => Math.max(one, other), 0) });
  if (tooMuch !== null) return refusal(tooMuch);
  const open = costs.filter(([, cost]) => typeof cost !== 'number');
  return { kind: 'admitted', openCosts: open.map(([operation, cost]) => openCost(operation, cost)) };
}

function openCost({ name, variableDefinitions = [] }: OperationDefinitionNode, cost: Cost): OpenCost {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return withDefaults(name?.value ?? null, cost, new Map(defaults));
}

/** A function of its own, so that the verdict does not keep the syntax tree. */
function withDefaults(operationName: string | null, cost: Cost, defaults: ReadonlyMap<string, number>): OpenCost {
  const valueIn =
    (variables: Variables): VariableValue =>
    (name) =>
      Object.hasOwn(variables, name) ? variables[name] : defaults.get(name);
  return { operationName, costOf: (variables) => costWith(cost, valueIn(variables)) };
}

function malformed(problem: string): Verdict {
  return refusal(new HubError('BAD_REQUEST', { details: { problem } }));
}

function refusal(error: HubError): Verdict {
  return { kind: 'refused', error };
}
