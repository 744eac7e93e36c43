import { composeServices } from '@apollo/composition';
import { type OperationDefinitionNode, parse, print } from 'graphql';
import { clientOperation, executedOperation } from '../../../gateway/execution/executed-operation.ts';
import { givenInputs, guardedVariables } from '../../../gateway/policy/given-inputs.ts';
import { type Policy, readPolicy } from '../../../gateway/policy/policy.ts';
import { prune } from '../../../gateway/policy/prune.ts';
import type { Pruned } from '../../../gateway/policy/pruned.ts';
import { ALL_ROWS, type Grant } from '../../../schema/access/grant.ts';
import type { Rights } from '../../../schema/access/sight.ts';
import { apiSchema } from '../../../schema/supergraph/api-schema.ts';
import { readSupergraph } from '../../../schema/supergraph/supergraph.ts';
import { withoutAccessFeatures } from '../../../schema/supergraph/without-access-features.ts';

const IMPORTS = [
  ...['@key', '@shareable', '@external', '@requires', '@provides', '@inaccessible', '@interfaceObject'],
  ...['@composeDirective', '@authenticated', '@requiresScopes', '@policy'],
];

const CREDIT = `
  extend schema
    @link(url: "https://credit-hub.example/credit/v1.0", import: ["@catalogue", "@mask", "@filtersOn", "@department"])
    @composeDirective(name: "@catalogue") @composeDirective(name: "@mask")
    @composeDirective(name: "@filtersOn") @composeDirective(name: "@department")
  directive @catalogue(code: String!, title: String!, basis: String!, class: String!, section: String) on OBJECT
  directive @mask(rule: String!) on FIELD_DEFINITION
  directive @filtersOn(coordinate: String!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
  directive @department(code: String!, name: String!, timeoutMs: Int!) repeatable on SCHEMA
`;

/** Composes subgraphs by name, with the project's directives and those of the federation, some of them `renamed`. */
export function composedSdl(
  subgraphs: Readonly<Record<string, string>>,
  renamed: Readonly<Record<string, string>> = {},
): string {
  const list = IMPORTS.map((name) => `{ name: "${name}", as: "${renamed[name] ?? name}" }`).join(', ');
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}.test/graphql`,
    typeDefs: parse(
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${list}])
       extend schema @department(code: "${name}", name: "Bureau of ${name}", timeoutMs: 1000) ${CREDIT} ${sdl}`,
    ),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The policy of a supergraph, as the gateway reads it. */
export function policyFor(supergraphSdl: string): Policy {
  const supergraph = readSupergraph(supergraphSdl);
  return readPolicy(supergraph, apiSchema(withoutAccessFeatures(supergraph)));
}

/** The policy of a graph of one department. */
export function policyOf(sdl: string): Policy {
  return policyFor(composedSdl({ records: sdl }));
}

/** A grant for all rows. */
export function grant(parts: Partial<Grant>): Grant {
  return { source: 'test', clear: [], masked: [], policies: [], items: null, rows: ALL_ROWS, ...parts };
}

/** Nobody's rights: the public. */
export const PUBLIC: Rights = { authenticated: false, grants: [] };

/** A caller with a token and a purpose that may read these scopes. */
export function reader(...clear: string[]): Rights {
  return { authenticated: true, grants: [grant({ clear })] };
}

/** The operation as it is executed. */
export function executed(text: string, variables: Readonly<Record<string, unknown>> = {}): OperationDefinitionNode {
  const client = clientOperation(parse(text), undefined);
  if (client === undefined) throw new Error('there is no operation');
  return executedOperation(client, variables).operation;
}

/** What is left of an operation. */
export function pruned(
  policy: Policy,
  text: string,
  rights: Rights = PUBLIC,
  variables: Readonly<Record<string, unknown>> = {},
): Pruned {
  const operation = executed(text, variables);
  return prune(operation, policy, rights, givenInputs(guardedVariables(operation, policy), variables));
}

/** What is left, on one line; null where that is nothing. */
export function textLeft(...args: Parameters<typeof pruned>): string | null {
  const result = pruned(...args);
  if (result.kind === 'rejected') throw new Error('the operation was rejected');
  return result.operation && print(result.operation).replace(/\s+/g, ' ');
}

/** Coordinates with the paths at which they are denied. */
export function deniedPlaces(...args: Parameters<typeof pruned>): string[] {
  return pruned(...args).denials.map(({ coordinate, path }) => `${coordinate} at ${path.join('.')}`);
}
