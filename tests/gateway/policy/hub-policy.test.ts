import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { printSchema, validateSchema } from 'graphql';
import { askedScopes } from '../../../gateway/policy/asked-scopes.ts';
import { readPolicy } from '../../../gateway/policy/policy.ts';
import { visibleSchema } from '../../../gateway/policy/view.ts';
import { packageRoot } from '../../../schema/package-root.ts';
import { apiSchema } from '../../../schema/supergraph/api-schema.ts';
import { readSupergraph } from '../../../schema/supergraph/supergraph.ts';
import { withoutAccessFeatures } from '../../../schema/supergraph/without-access-features.ts';

describe("the hub's own policy", () => {
  const supergraph = readSupergraph(readFileSync(join(packageRoot, 'schema/supergraph.graphql'), 'utf8'));
  const policy = readPolicy(supergraph, apiSchema(withoutAccessFeatures(supergraph)));

  test('knows every rule of the supergraph, its owner and, of records, their catalogue item', () => {
    const fields = [...supergraph.rules.keys()].filter((coordinate) => coordinate.includes('.'));
    const types = [...supergraph.rules.keys()].filter((coordinate) => !coordinate.includes('.'));
    expect(fields.length).toBeGreaterThan(20);
    expect(fields.filter((coordinate) => (policy.at(coordinate)?.requires.length ?? 0) === 0)).toEqual([]);
    expect(types.filter((name) => policy.ofType(name).length === 0)).toEqual([]);
    const of = (name: string) => policy.ofType(name)[0];
    expect(types.filter((name) => of(name)?.owner === undefined)).toEqual([]);
    expect([...supergraph.catalogue.keys()].filter((name) => of(name) && of(name)?.item === undefined)).toEqual([]);
  });

  test('knows of everything that needs an agreement whom to ask for which scopes', () => {
    const asked = [...supergraph.rules.keys()].flatMap((coordinate) => {
      const own = coordinate.includes('.') ? (policy.at(coordinate)?.requires ?? []) : policy.ofType(coordinate);
      return own.map(({ owner, ...requirement }) => ({
        coordinate,
        provider: owner?.code,
        scopes: askedScopes([{ owner, ...requirement }], { authenticated: true, grants: [] }),
      }));
    });
    const withScopes = asked.filter(({ scopes }) => scopes.length > 0);
    expect(withScopes.length).toBeGreaterThan(20);
    expect(withScopes.filter(({ provider, scopes }) => !scopes.every((one) => one.startsWith(`${provider}.`)))).toEqual(
      [],
    );
    const ofRegistry = withScopes.filter(({ coordinate }) => coordinate.startsWith('Registration.'));
    expect(new Set(ofRegistry.map(({ provider }) => provider))).toEqual(new Set(['registry']));
  });

  test('shows everybody a valid schema, and the public nothing that needs more than being asked', () => {
    const [open, all] = [visibleSchema(policy, 'public'), visibleSchema(policy, 'catalogue')];
    expect([...validateSchema(open), ...validateSchema(all)]).toEqual([]);
    const shown = printSchema(open);
    const closed = [...supergraph.rules.keys()].filter((coordinate) => !coordinate.includes('.'));
    expect(closed.filter((name) => new RegExp(`\\b${name}\\b`).test(shown.replace(/"""[\s\S]*?"""/g, '')))).toEqual([]);
    expect(Object.keys(all.getTypeMap()).sort()).toEqual(Object.keys(policy.schema.getTypeMap()).sort());
  });
});
