import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validate } from 'graphql';
import type { ServedGraph } from '../../../gateway/execution/served-graph.ts';
import { comparedErrors } from '../../harness/compared-errors.ts';
import type { ArgumentValues } from '../../harness/federated-example.ts';
import { FIXED_RUNS } from '../../harness/fixed-runs.ts';
import { type HubGraph, hubGraph } from '../../harness/hub-graph.ts';
import { randomOperation } from '../../harness/random-operation/random-operation.ts';
import { referenceAnswer } from '../../harness/reference-answer.ts';
import { answerOf, servedExample } from '../../harness/served-example.ts';
import { type StockGateway, stockGateway } from '../../harness/stock-gateway.ts';

let graph: HubGraph;
let stock: StockGateway;

beforeAll(async () => {
  graph = await hubGraph(40);
  stock = await stockGateway(graph);
});
afterAll(async () => {
  await stock.stop();
  await graph[Symbol.asyncDispose]();
});

/** Values of subjects and records that are there, beside some that are nobody's. */
async function argumentValues(served: ServedGraph): Promise<ArgumentValues> {
  const { data } = await answerOf(
    served,
    '{ searchSubjects(name: "公司", first: 5) { nodes { id name uscc } } marketPenalties(first: 3) { nodes { documentNo } pageInfo { endCursor } } }',
  );
  const { searchSubjects, marketPenalties } = data as unknown as Found; // cast: what the query above asks
  return {
    id: [...searchSubjects.nodes.map(({ id }) => id), 'nobody'],
    code: [...searchSubjects.nodes.map(({ uscc }) => uscc), '1'],
    name: ['公司', '有限', ...searchSubjects.nodes.map(({ name }) => name.slice(2, 6))],
    area: ['451100', '451121'],
    documentNo: marketPenalties.nodes.map(({ documentNo }) => documentNo),
    after: [marketPenalties.pageInfo.endCursor, 'not one of ours'],
    first: [3, 1, 20, 0, 101],
    Date: ['2026-01-01', '2025-06-30', '2030-01-01'],
  };
}

interface Found {
  readonly searchSubjects: {
    readonly nodes: readonly { readonly id: string; readonly name: string; readonly uscc: string }[];
  };
  readonly marketPenalties: {
    readonly nodes: readonly { readonly documentNo: string }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

test('random operations over the hub are answered as the stock gateway answers them', async () => {
  const served = servedExample(graph, stock, graph.source);
  const setting = { schema: stock.schema, values: await argumentValues(served), depth: 5 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const { document, variables, text } = randomOperation(gen, setting);
      expect({ text, invalid: validate(stock.schema, document) }).toEqual({ text, invalid: [] });
      const theirs = await referenceAnswer(stock, document, variables);
      const ours = await answerOf(served, document, variables);
      const answer = { data: textOf(ours.data), ...comparedErrors(ours, theirs) };
      expect({ text, variables, ...answer }).toEqual({
        text,
        variables,
        data: textOf(theirs.data),
        lost: [],
        added: [],
      });
    }),
    FIXED_RUNS,
  );
});

/** As text, because the order of keys counts; without the random part of report numbers. */
function textOf(data: unknown): string {
  return JSON.stringify(data).replace(/"\d{14}[0-9A-Z]{8}"/g, '"a report number"');
}
