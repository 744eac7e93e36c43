import type { HubSetting } from '../../../cli/commands/start.ts';
import { demoIssuer } from '../../../cli/demo/issuer.ts';
import { citizenIdCheckChar } from '../../../schema/codes/citizen-id.ts';
import { usccCheckChar } from '../../../schema/codes/uscc.ts';
import { type Answer, NOON, type TestHub, testHub } from '../../harness/test-hub.ts';

/** Who calls a hub in these tests. */
export const CALLERS = {
  application: {
    sub: 'app:market-reporting',
    kind: 'application',
    department: 'market',
    scope: 'records:report',
    purpose: 'data-reporting',
  },
  reader: { sub: 'app:market-reader', kind: 'application', department: 'market', purpose: 'data-reporting' },
  officer: { sub: 'officer:market', kind: 'officer', department: 'market', purpose: 'data-reporting' },
  colleague: { sub: 'officer:market-2', kind: 'officer', department: 'market', purpose: 'data-reporting' },
  registrar: { sub: 'officer:registry', kind: 'officer', department: 'registry', purpose: 'data-reporting' },
  ecologist: { sub: 'officer:ecology', kind: 'officer', department: 'ecology', purpose: 'data-reporting' },
  auditor: { sub: 'auditor:city', kind: 'auditor', purpose: 'audit' },
  operator: { sub: 'operator:hub', kind: 'operator', purpose: 'sharing-governance' },
  platform: { sub: 'platform:guangxi', kind: 'platform', purpose: 'platform-exchange' },
  agency: { sub: 'agency:example-credit', kind: 'agency', purpose: 'credit-report' },
  subject: { sub: 'subject:self', kind: 'subject', subject: 'o.91451103MA00000FXC', purpose: 'self-inquiry' },
} as const;

export type CallerName = keyof typeof CALLERS | 'public';

/** A hub to which departments report, whose time can be moved. */
export interface ReportingHub extends TestHub {
  readonly clock: { now: Date };
  /** Codes of the subgraphs that were asked, in order; tests empty it. */
  readonly asked: string[];
  /** Headers of a caller, under its usual purpose unless told. */
  headers(caller: CallerName, purpose?: string): Promise<Record<string, string>>;
  /** Asks the graph as a caller. */
  askAs(caller: CallerName, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export async function reportingHub(setting: HubSetting = {}): Promise<ReportingHub> {
  const clock = { now: NOON };
  const asked: string[] = [];
  const hub = await testHub({ now: () => clock.now, onFetch: (department) => asked.push(department), ...setting });
  const headers = async (caller: CallerName, purpose?: string): Promise<Record<string, string>> => {
    if (caller === 'public') return {};
    const { purpose: usual, ...claims } = CALLERS[caller];
    const token = await demoIssuer(hub.folder).issue(claims, 600);
    return { authorization: `Bearer ${token}`, 'x-credit-purpose': purpose ?? usual };
  };
  return {
    ...hub,
    clock,
    asked,
    headers,
    askAs: async (caller, query, variables = {}) => hub.ask(query, variables, await headers(caller)),
  };
}

export const PENALTY_ITEM = 'market.administrative-penalty';

/** A row by its headings. */
export type Row = Readonly<Record<string, string>>;

const OFFICE = { name: '贺州市市场监督管理局', code: '11451100MB0T010261' };

/** An organisation of the city. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
}

/** Organisations of the seeded city that are in operation. */
export async function organizations(hub: ReportingHub, count: number): Promise<readonly Organization[]> {
  const query = '{ registrations(first: 100) { nodes { name uscc endedDate subject { id } } } }';
  const { data } = await hub.ask(query);
  return data.registrations.nodes
    .filter(
      (node: { endedDate: string | null; uscc: string | null; subject: { id: string } }) =>
        node.endedDate === null && node.subject.id === `o.${node.uscc}`,
    )
    .slice(0, count)
    .map(({ name, uscc, subject }: { name: string; uscc: string; subject: { id: string } }) => ({
      id: subject.id,
      name,
      uscc,
    }));
}

/** A code that no subject of the city bears, good in every character. */
export function strangeCode(number: number): string {
  const first17 = `91451102MA9${String(number).padStart(5, '0')}${orgCheck(`MA9${String(number).padStart(5, '0')}`)}`;
  return first17 + usccCheckChar(first17);
}

/** Check character of an organisation code (GB 11714). */
function orgCheck(first8: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const value = (char: string) => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55);
  const sum = [...first8].reduce((total, char, index) => total + value(char) * (weights[index] ?? 0), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** A citizen number that nobody has: nobody was born then. */
export function nobodysNumber(number: number): string {
  const first17 = `45110219000101${String(number).padStart(3, '0')}`;
  return first17 + citizenIdCheckChar(first17);
}

/** A penalty on an organisation, decided some days before noon. */
export function penaltyRow(number: number, changes: Row = {}): Row {
  return {
    行政相对人名称: `贺州市来历不明${number}号有限公司`,
    行政相对人类别: '法人及非法人组织',
    '行政相对人代码_1（统一社会信用代码）': strangeCode(number),
    法定代表人: '样例甲',
    行政处罚决定书文号: `贺市监罚字〔2026〕9${String(number).padStart(4, '0')}号`,
    违法行为类型: '违反《中华人民共和国食品安全法》第三十四条',
    违法事实: '经营超过保质期的食品。',
    处罚依据: '《中华人民共和国食品安全法》第一百二十四条',
    处罚类别: '罚款',
    处罚内容: '罚款0.5万元。',
    '罚款金额（万元）': '0.5',
    '没收违法所得、没收非法财物的金额（万元）': '',
    暂扣或吊销证照名称及编号: '',
    处罚决定日期: '2026-10-29',
    处罚有效期: '长期',
    公示截止期: '2027-10-29',
    处罚机关: OFFICE.name,
    处罚机关统一社会信用代码: OFFICE.code,
    数据来源单位: OFFICE.name,
    数据来源单位统一社会信用代码: OFFICE.code,
    自然人证件类型: '',
    自然人证件号码: '',
    '行政相对人代码_2（工商注册号）': '',
    备注: '',
    ...changes,
  };
}

/** The same on a subject of the city. */
export function penaltyOn({ name, uscc }: Organization, number: number, changes: Row = {}): Row {
  return penaltyRow(number, {
    行政相对人名称: name,
    '行政相对人代码_1（统一社会信用代码）': uscc,
    ...changes,
  });
}

/** The same on a natural person. */
export function penaltyOnPerson(name: string, idNo: string, number: number, changes: Row = {}): Row {
  return penaltyRow(number, {
    行政相对人名称: name,
    行政相对人类别: '自然人',
    '行政相对人代码_1（统一社会信用代码）': '',
    法定代表人: '',
    自然人证件类型: '身份证',
    自然人证件号码: idNo,
    ...changes,
  });
}

export const SUBMIT = `mutation ($item: String!, $key: ID!, $rows: [ReportedCells!]!) {
  submitRecords(item: $item, batchKey: $key, rows: $rows) {
    batch { id key finishedAt counts { received accepted refused waiting byRule { rule rows } } }
    outcomes { row outcome findings { field rule { code } } }
    problems { code field message }
  }
}`;

/** Reports rows of market penalties, and gives the payload. */
export async function submit(
  hub: ReportingHub,
  key: string,
  rows: readonly Row[],
  caller: CallerName = 'officer',
): Promise<Answer['data']> {
  const { data, errors } = await hub.askAs(caller, SUBMIT, { item: PENALTY_ITEM, key, rows });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.submitRecords;
}

/** Document numbers of the market penalties of a subject, as the caller sees them. */
export async function penaltiesOf(
  hub: ReportingHub,
  subject: string,
  caller: CallerName = 'public',
): Promise<readonly string[]> {
  const query = 'query ($id: ID!) { subject(id: $id) { marketPenalties(first: 50) { nodes { documentNo } } } }';
  const { data } = await hub.askAs(caller, query, { id: subject });
  return (data.subject?.marketPenalties?.nodes ?? []).map(({ documentNo }: { documentNo: string }) => documentNo);
}
