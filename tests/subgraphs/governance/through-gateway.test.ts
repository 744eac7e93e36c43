import { Supergraph as PlannedSupergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { introspectionFromSchema, parse, print } from 'graphql';
import { explanationFor } from '../../../gateway/execution/explanation.ts';
import { type ServedGraph, servedGraph } from '../../../gateway/execution/served-graph.ts';
import { readPolicy } from '../../../gateway/policy/policy.ts';
import type { Standing } from '../../../gateway/rights/standing.ts';
import type { Caller } from '../../../schema/access/passport.ts';
import { apiSchema } from '../../../schema/supergraph/api-schema.ts';
import { withoutAccessFeatures } from '../../../schema/supergraph/without-access-features.ts';
import { application } from '../../storage/governance/governance-fixtures.ts';
import {
  APPROVAL,
  type GovernanceBench,
  governanceBench,
  PUBLIC,
  passportOf,
  TAX_OFFICER,
} from './governance-fixtures.ts';

let bench: GovernanceBench;
let graph: ServedGraph;
beforeAll(async () => {
  bench = await governanceBench();
  await bench.store.saveApplication(application({ id: APPROVAL.id }));
  const plannable = withoutAccessFeatures(bench.supergraph);
  const schema = apiSchema(plannable);
  const planner = new QueryPlanner(PlannedSupergraph.build(print(plannable)));
  graph = servedGraph({
    schema,
    supergraph: planner.supergraph,
    planner,
    policy: readPolicy(bench.supergraph, schema),
    explanation: explanationFor('requestAgreement'),
    source: () => bench.source,
    maxOperations: 100,
    log: () => undefined,
  });
});
afterAll(async () => {
  await graph.close();
  await bench[Symbol.asyncDispose]();
});

async function ask(as: Caller, text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const standing: Standing = { passport: passportOf(as), lapses: new Map() };
  const call = { requestId: 'test', passport: standing.passport, deadlineMs: Number.POSITIVE_INFINITY };
  const request = { standing, isStrict: false, document: parse(text), operationName: undefined, variables, call };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  return (await graph.execute(request)).result as { readonly data?: any; readonly errors?: readonly unknown[] };
}

const REQUEST = `mutation ($input: RequestAgreementInput!) {
  asked: requestAgreement(input: $input) {
    agreement { number: id version consumer { name } provider { name } }
    problems { message }
  }
}`;

const INPUT = {
  provider: 'tax',
  scopes: ['tax.credit-grade:read'],
  purposes: ['administrative-approval'],
  usage: '办理许可时核查申请人的纳税信用',
  legalBasis: '《中华人民共和国行政许可法》第三十四条',
  validFrom: '2026-11-02',
  validTo: '2027-11-01',
  quotaPerDay: 500,
};

test('a mutation runs once, in its order, and answers under the client’s names', async () => {
  const { data, errors } = await ask(APPROVAL, REQUEST, { input: INPUT });
  expect(errors).toBeUndefined();
  expect(data.asked).toEqual({
    agreement: {
      number: expect.stringMatching(/^agr-/),
      version: 1,
      consumer: { name: '行政审批系统' },
      provider: { name: '国家税务总局贺州市税务局' },
    },
    problems: [],
  });
  expect(await bench.store.agreements({})).toHaveLength(1);
  const steps = `mutation ($id: ID!) {
    first: decideAgreement(id: $id, version: 1, decision: APPROVE, terms: { clear: ["tax.credit-grade:read"] }) { problems { code } }
    second: suspendAgreement(id: $id, version: 2, reason: "核查") { agreement { status } problems { code } }
    third: revokeAgreement(id: $id, version: 2, reason: "核查") { problems { code } }
  }`;
  expect(await ask(TAX_OFFICER, steps, { id: data.asked.agreement.number })).toEqual({
    data: {
      first: { problems: [] },
      second: { agreement: { status: 'SUSPENDED' }, problems: [] },
      third: { problems: [{ code: 'CONFLICT' }] },
    },
  });
});

test('a mutation of the public is rejected whole, before anything is asked', async () => {
  const before = await bench.store.revision();
  const { data, errors } = await ask(PUBLIC, REQUEST, { input: INPUT });
  expect(data ?? null).toBeNull();
  expect(errors).not.toHaveLength(0);
  expect(await bench.store.revision()).toBe(before);
});

test('the catalogue is asked like any query, with the caller’s standing', async () => {
  const query = '{ catalogueItem(code: "tax.credit-grade") { standing owner { code } } }';
  const owner = { code: 'tax' };
  expect((await ask(PUBLIC, query)).data.catalogueItem).toEqual({ standing: 'CLOSED', owner });
  expect((await ask(APPROVAL, query)).data.catalogueItem).toEqual({ standing: 'REQUESTABLE', owner });
});

test('introspection tells of the mutations to whom they are open', async () => {
  const { data } = await ask(APPROVAL, '{ __schema { mutationType { fields { name } } } }');
  const names = data.__schema.mutationType.fields.map(({ name }: { name: string }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['requestAgreement', 'decideAgreement', 'revokeAgreement', 'revokeConsent']),
  );
  const schema = apiSchema(withoutAccessFeatures(bench.supergraph));
  expect(introspectionFromSchema(schema).__schema.mutationType).toMatchObject({ name: 'Mutation' });
});
