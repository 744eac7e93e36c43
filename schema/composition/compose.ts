import { composeServices } from '@apollo/composition';
import { type DocumentNode, parse } from 'graphql';
import { readAccessRules, supergraphAccessNames } from '../access/access-rule.ts';
import { plannerTraps } from '../supergraph/planner-traps.ts';
import { resolvableKeysFirst } from '../supergraph/resolvable-keys-first.ts';
import { checkCatalogue, checkCatalogueCodes } from './checks/catalogue.ts';
import { checkCustomDirectives } from './checks/custom-directives.ts';
import { checkDepartment } from './checks/department.ts';
import { checkFederationVersion } from './checks/federation-version.ts';
import { checkFilterOracle } from './checks/filter-oracle.ts';
import { checkNullability } from './checks/nullability.ts';
import { checkRequiredFields } from './checks/required-fields.ts';
import { checkSurvival } from './checks/survival.ts';
import { checkTakeover } from './checks/takeover.ts';
import { readLinks } from './links.ts';
import type { Problem } from './problem.ts';
import { type LinkedSubgraph, linkSubgraph, type SubgraphSource } from './subgraph-source.ts';

/** Outcome of a composition. */
export type Composition =
  | { readonly kind: 'composed'; readonly supergraphSdl: string }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/**
 * Composes the subgraphs into a supergraph, or says everything that stands against it. The house rules are checked before
 * federation's own, and once more on the result: a rule that a department states is in the supergraph, or there is none;
 * and what the planner would answer wrongly is refused.
 *
 * @param denied words that no catalogue item may speak of
 */
export function compose(sources: readonly SubgraphSource[], denied: readonly string[]): Composition {
  const subgraphs = sources.map(linkSubgraph);
  const problems = [
    ...subgraphs.flatMap((subgraph) => checkOne(subgraph, denied)),
    ...checkCatalogueCodes(subgraphs),
    ...checkRequiredFields(subgraphs),
    ...checkTakeover(subgraphs),
  ];
  if (problems.length > 0) return { kind: 'refused', problems };
  return composeChecked(subgraphs);
}

function checkOne(subgraph: LinkedSubgraph, denied: readonly string[]): Problem[] {
  return [
    ...checkFederationVersion(subgraph),
    ...checkCustomDirectives(subgraph),
    ...checkDepartment(subgraph),
    ...checkCatalogue(subgraph, denied),
    ...checkNullability(subgraph),
    ...checkFilterOracle(subgraph),
  ];
}

function composeChecked(subgraphs: readonly LinkedSubgraph[]): Composition {
  const result = federationCompose(subgraphs);
  if (typeof result !== 'string') return { kind: 'refused', problems: result };
  const document: DocumentNode = parse(result, { noLocation: true });
  const rules = readAccessRules(document, supergraphAccessNames(readLinks(document)));
  const problems = [...checkSurvival(subgraphs, document, rules), ...plannerTraps(resolvableKeysFirst(document))];
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'composed', supergraphSdl: result };
}

function federationCompose(subgraphs: readonly LinkedSubgraph[]): string | Problem[] {
  try {
    const services = subgraphs.map(({ name, url, document }) => ({ name, url, typeDefs: document }));
    const { errors, supergraphSdl } = composeServices(services);
    return errors === undefined ? supergraphSdl : errors.map((error) => federationProblem(error));
  } catch (error) {
    // An alias that two subgraphs give the same directive differently ends in an exception inside composition.
    return [federationProblem(error as Error)];
  }
}

function federationProblem(error: Error): Problem {
  const [, subgraph = 'supergraph', text = error.message] = /^\[([^\]]+)\] ([\s\S]*)$/.exec(error.message) ?? [];
  return { coordinate: 'schema', subgraph, text, remedy: 'See the federation rule that the message names.' };
}
