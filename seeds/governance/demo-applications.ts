import type { Application } from '../../storage/governance/port.ts';

/** Applications, platforms and agencies of the demo city, synthetic like its subjects. */
export const demoApplications: readonly Application[] = [
  application('app:approval-office', '行政审批系统', 'development-reform', '行政审批信用核查岗'),
  application('app:procurement', '政府采购管理系统', 'finance', '政府采购监督管理岗'),
  application('app:tax', '税收风险管理系统', 'tax', '税收风险管理岗'),
  application('app:market-reporting', '行政执法办案系统', 'market', '信用信息报送岗'),
  {
    id: 'platform:guangxi',
    version: 1,
    name: '自治区公共信用信息平台',
    kind: 'platform',
    department: null,
    contact: '自治区平台交换岗',
    enabled: true,
  },
  {
    id: 'agency:example-credit',
    version: 1,
    name: '示例信用服务机构',
    kind: 'agency',
    department: null,
    contact: '信用报告业务岗',
    enabled: true,
  },
];

function application(id: string, name: string, department: string, contact: string): Application {
  return { id, version: 1, name, kind: 'application', department, contact, enabled: true };
}
