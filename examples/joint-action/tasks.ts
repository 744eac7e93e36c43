import type { Asker, Graph } from '../graph.ts';
import { CREDIT_OFFICE, FINANCE, TAX } from './personas.ts';
import { expect, expectDone, found, type Outcome, tell } from './telling.ts';

const TASKS = `query ($queue: TaskQueue) {
  jointTasks(queue: $queue, first: 100) { nodes { id state liftBy measure { code } listing { id } } }
}`;

interface Task {
  readonly id: string;
  readonly state: string;
  readonly liftBy: string | null;
  readonly measure: { readonly code: string };
  readonly listing: { readonly id: string };
}

const ACCEPT = 'mutation ($id: ID!) { step: acceptTask(id: $id) { task { state dueOn } problems { message } } }';

const EXECUTE = `mutation ($id: ID!) {
  step: executeTask(id: $id, input: { on: "2026-11-10", documentNo: "贺财采〔2026〕3号", effect: "已在供应商库中标注" }) {
    task { state dueOn } problems { message }
  }
}`;

const DECLINE = `mutation ($id: ID!) {
  step: declineTask(id: $id, reason: "该企业未申请本部门许可") { task { state dueOn } problems { message } }
}`;

const CONFIRM = `mutation ($id: ID!, $on: Date!) {
  step: confirmLift(id: $id, input: { on: $on, documentNo: "贺财采〔2027〕1号", effect: "已解除标注" }) {
    task { state dueOn } problems { message }
  }
}`;

interface Stepped {
  readonly step: Outcome & { readonly task: { readonly state: string; readonly dueOn: string | null } | null };
}

/** Finance carries its task out, the credit office declines, tax accepts. */
export async function answerTasks(graph: Graph, listing: string): Promise<void> {
  const ofFinance = await firstTask(graph, FINANCE, listing);
  const accepted = await step(graph, FINANCE, ACCEPT, { id: ofFinance.id });
  const executed = await step(graph, FINANCE, EXECUTE, { id: ofFinance.id });
  expect(executed.state === 'EXECUTED', 'finance has carried its task out');
  tell('finance', `task ${ofFinance.measure.code}: ${accepted.state}, due ${accepted.dueOn}, then ${executed.state}`);
  const ofOffice = await firstTask(graph, CREDIT_OFFICE, listing);
  const declined = await step(graph, CREDIT_OFFICE, DECLINE, { id: ofOffice.id });
  expect(declined.state === 'NOT_APPLICABLE', 'the task of the credit office does not apply');
  tell('credit office', `task ${ofOffice.measure.code}: ${declined.state}`);
  const ofTax = await firstTask(graph, TAX, listing);
  const begun = await step(graph, TAX, ACCEPT, { id: ofTax.id });
  expect(begun.state === 'ACCEPTED', 'tax has accepted its task');
  tell('tax', `task ${ofTax.measure.code}: ${begun.state}, due ${begun.dueOn}`);
}

/** Once the entry has ended, nobody has an open task; finance confirms that its measure is lifted. */
export async function liftMeasures(graph: Graph, listing: string, today: string): Promise<void> {
  for (const officer of [FINANCE, CREDIT_OFFICE, TAX]) {
    expect((await tasksOf(graph, officer, listing)).length === 0, 'every task has ended');
  }
  const [ended, ...others] = await tasksOf(graph, FINANCE, listing, 'TO_LIFT');
  const { id, state, liftBy, measure } = found(ended, 'measure of finance to lift');
  expect(others.length === 0 && state === 'ENDED', 'finance has one measure to lift');
  await step(graph, FINANCE, CONFIRM, { id, on: today });
  expect((await tasksOf(graph, FINANCE, listing, 'TO_LIFT')).length === 0, 'finance has nothing left to lift');
  tell('finance', `task ${measure.code}: ${state}, to lift by ${liftBy}; confirms that it is lifted. No task is open`);
}

async function firstTask(graph: Graph, officer: Asker, listing: string): Promise<Task> {
  const [task] = await tasksOf(graph, officer, listing);
  return found(task, `task for ${officer.claims.department}`);
}

async function tasksOf({ ask }: Graph, officer: Asker, listing: string, queue?: string): Promise<readonly Task[]> {
  const { jointTasks } = await ask<{ jointTasks: { nodes: readonly Task[] } }>(TASKS, { queue }, officer);
  return jointTasks.nodes.filter((task) => task.listing.id === listing);
}

async function step({ ask }: Graph, officer: Asker, mutation: string, variables: object) {
  const { step: done } = await ask<Stepped>(mutation, variables, officer);
  expectDone(done, `a step of ${officer.claims.department}`);
  return found(done.task, 'task');
}
