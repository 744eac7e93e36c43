import type { Graph } from '../graph.ts';
import type { Company } from './company.ts';
import { companyItself, MARKET } from './personas.ts';
import { expect, expectDone, found, type Outcome, tell } from './telling.ts';

/** What is to be repaired. */
export type Target = { readonly listing: string } | { readonly item: string; readonly record: string };

const APPLY = `mutation ($input: RepairApplicationInput!) {
  applyForRepair(input: $input) { repair { id version state dueOn } firstPossibleOn problems { message } }
}`;

interface Applied extends Outcome {
  readonly repair: Repair | null;
  readonly firstPossibleOn: string | null;
}

interface Repair {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly dueOn: string | null;
}

const ACCEPT = step('acceptRepair');
const ACCEPT_AS_GENERAL = step('acceptRepair', 'severity: GENERAL');
const APPROVE = step('approveRepair', 'documentNo: "贺市监修〔2027〕1号" reason: "已纠正失信行为"');

function step(name: string, more = ''): string {
  return `mutation ($id: ID!, $version: Int!) {
    step: ${name}(id: $id, version: $version ${more}) { repair { id version state dueOn } problems { message } }
  }`;
}

type Stepped = Outcome & { readonly repair: Repair | null };

/** The company applies before it may, and is told from what day on it may. */
export async function applyTooEarly(graph: Graph, company: Company, target: Target): Promise<string> {
  const { repair, firstPossibleOn, problems } = await apply(graph, company, target);
  expect(repair === null && problems.length === 1, 'a repair that is too early is refused');
  tell('company', `applies for repair of the entry: ${problems[0]?.message}`);
  return found(firstPossibleOn, 'first day of repair');
}

/** The company applies; the department that decided accepts, naming the severity where no rule settles it, and approves. */
export async function repair(graph: Graph, company: Company, what: string, target: Target): Promise<void> {
  const applied = await apply(graph, company, target);
  expectDone(applied, `the repair of ${what}`);
  const submitted = found(applied.repair, 'repair');
  tell('company', `has fulfilled its duty, applies for repair of ${what}: ${submitted.state}, due ${submitted.dueOn}`);
  const plain = await decide(graph, ACCEPT, submitted);
  const accepted = plain.problems.length === 0 ? plain : await decide(graph, ACCEPT_AS_GENERAL, submitted);
  expectDone(accepted, `the acceptance of the repair of ${what}`);
  const approved = await decide(graph, APPROVE, found(accepted.repair, 'accepted repair'));
  expectDone(approved, `the approval of the repair of ${what}`);
  expect(approved.repair?.state === 'EFFECTED', `${what} is repaired`);
  tell('market', `${accepted.repair?.state}, due ${accepted.repair?.dueOn}; approves: ${approved.repair.state}`);
}

async function apply({ ask }: Graph, company: Company, target: Target): Promise<Applied> {
  const input = {
    target,
    dutyFulfilledOn: '2026-11-02',
    evidence: [{ kind: 'PAYMENT', documentNo: '缴款书0001号' }],
    commitment: '我单位承诺依法诚信经营。',
  };
  const { applyForRepair } = await ask<{ applyForRepair: Applied }>(APPLY, { input }, companyItself(company.id));
  return applyForRepair;
}

async function decide({ ask }: Graph, mutation: string, { id, version }: Repair): Promise<Stepped> {
  const { step: done } = await ask<{ step: Stepped }>(mutation, { id, version }, MARKET);
  return done;
}
