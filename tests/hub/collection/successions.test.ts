import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Organization,
  organizations,
  penaltyOn,
  type ReportingHub,
  reportingHub,
  SUBMIT,
  strangeCode,
  submit,
} from './reporting.ts';

let hub: ReportingHub;
let absorbed: Organization;
let successor: Organization;
beforeAll(async () => {
  hub = await reportingHub();
  [absorbed, successor] = (await organizations(hub, 2)) as [Organization, Organization];
  await submit(hub, 'before', [penaltyOn(absorbed, 71), penaltyOn(successor, 72)]);
});
afterAll(() => hub[Symbol.asyncDispose]());

const MERGER = () => ({
  主体名称: absorbed.name,
  统一社会信用代码: absorbed.uscc,
  文书号: '贺市监并登字〔2026〕1号',
  作出决定的机关: '贺州市市场监督管理局',
  决定日期: '2026-10-30',
  合并分立方式: '吸收合并',
  承继主体名称: successor.name,
  承继主体统一社会信用代码: successor.uscc,
});

/** Documents of the penalties in the report of whoever the code finds, by whom they are about. */
async function reported(code: string) {
  const query = `query ($code: String!) { subjectByCode(code: $code) {
    id
    predecessors { kind predecessor { id name registrations { nodes { uscc } } } }
    creditReport { administration { marketPenalties(first: 100) { nodes { documentNo subject { id name } } } } }
  } }`;
  const { data, errors } = await hub.ask(query, { code });
  expect(errors).toBeUndefined();
  const { id, predecessors, creditReport } = data.subjectByCode;
  const penalties: { documentNo: string; subject: { id: string; name: string } }[] =
    creditReport.administration.marketPenalties.nodes;
  const about = (documentNo: string | undefined) =>
    penalties.find((penalty) => penalty.documentNo === documentNo)?.subject;
  return { id, predecessors, about };
}

/** The answer, once a second that a process has to notice in has passed. */
async function noticed<Answer>(ask: () => Promise<Answer>, isNoticed: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isNoticed(answer) || performance.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a merger that the registry reports makes one report of two histories, and says whom each penalty was imposed on', async () => {
  const [ofAbsorbed, ofSuccessor] = [penaltyOn(absorbed, 71), penaltyOn(successor, 72)].map(
    (row) => row.行政处罚决定书文号,
  );
  expect((await reported(absorbed.uscc)).id).toBe(absorbed.id);
  expect((await reported(successor.uscc)).about(ofAbsorbed)).toBeUndefined();
  const { data } = await hub.askAs('registrar', SUBMIT, {
    item: 'registry.succession',
    key: 'merger',
    rows: [MERGER()],
  });
  expect(data.submitRecords.batch.counts).toMatchObject({ accepted: 1 });
  const report = await noticed(
    () => reported(absorbed.uscc),
    ({ id }) => id === successor.id,
  );
  expect(report.predecessors).toEqual([
    {
      kind: 'ABSORPTION',
      predecessor: { id: absorbed.id, name: absorbed.name, registrations: { nodes: [{ uscc: absorbed.uscc }] } },
    },
  ]);
  expect(report.about(ofAbsorbed)).toEqual({ id: absorbed.id, name: absorbed.name });
  expect(report.about(ofSuccessor)).toEqual({ id: successor.id, name: successor.name });
});

test('an officer cannot close a circle of mergers by matching a row', async () => {
  const back = {
    ...MERGER(),
    统一社会信用代码: strangeCode(90),
    主体名称: successor.name,
    文书号: '贺市监并登字〔2026〕2号',
    承继主体名称: absorbed.name,
    承继主体统一社会信用代码: absorbed.uscc,
  };
  const { data } = await hub.askAs('registrar', SUBMIT, { item: 'registry.succession', key: 'back', rows: [back] });
  expect(data.submitRecords.batch.counts).toMatchObject({ waiting: 1 });
  const queue = await hub.askAs('registrar', '{ matchingQueue { nodes { id version } } }');
  const [row] = queue.data.matchingQueue.nodes;
  const match = `mutation ($id: ID!, $version: Int!, $subject: ID) { matchRow(id: $id, version: $version, subject: $subject) {
    row { state } problems { code field message }
  } }`;
  const matched = await hub.askAs('registrar', match, { ...row, subject: successor.id });
  expect(matched.data.matchRow).toEqual({
    row: { state: 'WAITING' },
    problems: [{ code: 'INVALID', field: 'subject', message: expect.stringContaining('circle') }],
  });
});

test('nobody but the registry says who succeeds whom', async () => {
  for (const caller of ['officer', 'application'] as const) {
    const { data, errors } = await hub.askAs(caller, SUBMIT, {
      item: 'registry.succession',
      key: caller,
      rows: [MERGER()],
    });
    expect(errors).toBeUndefined();
    expect(data.submitRecords.batch).toBeNull();
  }
});
