import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { packageRoot } from '../../schema/package-root.ts';
import { loadSubgraph, SUBGRAPHS_FOLDER } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { recordIntake } from '../../subgraphs/_runtime/record-intake.ts';
import { testHub } from '../harness/test-hub.ts';

/** Beside the real folder, so that the copies find what they import. */
let folder = '';
let tests = 0;
beforeEach(() => {
  tests += 1; // a manifest once imported from a path stays what it was
  folder = join(packageRoot, `.departments-${process.pid}-${tests}`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of market that has become the tobacco monopoly: its own code, names and types, and nothing else. */
function copyDepartment(): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['subjects', 'market'])
    cpSync(join(SUBGRAPHS_FOLDER, name), join(folder, name), { recursive: true });
  cpSync(join(folder, 'market'), join(folder, 'tobacco'), { recursive: true });
  edit('department.ts', (text) =>
    text.replace("'market'", "'tobacco'").replace('4102', '4190').replaceAll('市场监督管理局', '烟草专卖局'),
  );
  edit('schema.graphql', (text) =>
    text
      .replaceAll('"market.', '"tobacco.')
      .replaceAll('type Market', 'type Tobacco')
      .replaceAll('type Product', 'type TobaccoProduct'),
  );
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, 'tobacco', file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

test('a department made by copying a folder is in the graph, without a change elsewhere', async () => {
  copyDepartment();
  // The subject index imports the runtime by its place beside it.
  symlinkSync(join(SUBGRAPHS_FOLDER, '_runtime'), join(folder, '_runtime'));
  await using hub = await testHub({ folder }, 200);
  const { data: found } = await hub.ask('{ searchSubjects(name: "公司", first: 1) { nodes { id } } }');
  const subject = { id: found.searchSubjects.nodes[0].id as string, kind: 'ORGANIZATION' as const };
  const intake = recordIntake(await loadSubgraph('tobacco', folder));
  await hub.store.write('tobacco', [
    intake({
      type: 'TobaccoPenalty',
      subject,
      reason: 'REPORTED',
      reportedAt: '2026-10-09T02:00:00Z',
      fields: {
        documentNo: '贺烟罚字〔2026〕1号',
        decidingOrgName: '贺州市烟草专卖局',
        decidingOrgCode: '11451100MB0T010261',
        sourceOrgName: '贺州市烟草专卖局',
        sourceOrgCode: '11451100MB0T010261',
        decisionDate: '2026-10-08',
        publicityStartDate: '2026-10-08',
        publicityEndDate: '2027-10-08',
        legalBasis: '《中华人民共和国烟草专卖法》第三十二条',
        counterpartyCategory: 'ORGANIZATION',
        violationType: '无证经营',
        facts: '未取得烟草专卖零售许可证经营卷烟。',
        penaltyKinds: ['FINE'],
        content: '罚款0.2万元',
        fineAmountWan: '0.2',
      },
    }),
  ]);
  const { data, errors } = await hub.ask(
    `query ($id: ID!) { subject(id: $id) {
      tobaccoPenalties { nodes { documentNo fineAmountWan catalogueItem } }
      creditReport { administration { tobaccoPenalties { totalCount } marketPenalties { totalCount } } }
    } }`,
    { id: subject.id },
  );
  expect(errors).toBeUndefined();
  expect(data.subject.tobaccoPenalties.nodes).toEqual([
    { documentNo: '贺烟罚字〔2026〕1号', fineAmountWan: '0.2', catalogueItem: 'tobacco.administrative-penalty' },
  ]);
  expect(data.subject.creditReport.administration.tobaccoPenalties.totalCount).toBe(1);
});

test('a department lists units with valid codes, or it is not loaded', async () => {
  copyDepartment();
  const unit = (orgCode: string) =>
    `timeoutMs: 2_000,\n  units: [{ zh: '检查支队', en: 'Brigade', orgCode: '${orgCode}' }],`;
  edit('department.ts', (text) => text.replace('timeoutMs: 2_000,', unit('12451121MB0T00058E')));
  await expect(loadSubgraph('tobacco', folder)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('units.0.orgCode'),
  });
});
