import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import { companyName, personName, shopName } from '../city/names.ts';
import { address } from '../city/places.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { abnormalListEntry } from '../city/standards/list-entry.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

/** Reports look back two years; a younger subject has none yet. */
const FOUNDED_BEFORE = '2024-01-01';

const byConduct = { clean: 0.03, light: 0.3, bad: 0.8, 'very-bad': 1.2 };

const scopes: Readonly<Record<Trade['code'], readonly [code: string, scope: string]>> = {
  food: ['62', '餐饮服务；食品销售（依法须经批准的项目，经相关部门批准后方可开展经营活动）'],
  retail: ['52', '日用百货销售；食品销售（仅销售预包装食品）；服装服饰零售；家用电器销售'],
  construction: ['47', '各类工程建设活动；建筑劳务分包；建筑材料销售；住宅室内装饰装修'],
  transport: ['54', '道路货物运输（不含危险货物）；机动车修理和维护；国内货物运输代理；装卸搬运'],
  manufacture: ['C', '非金属矿物制品制造；家具制造；电子元器件制造；货物进出口'],
  mining: ['10', '非煤矿山矿产资源开采；建筑用石加工；石材销售；矿产品销售'],
  medicine: ['84', '药品零售；第二类医疗器械销售；诊所服务；保健用品销售'],
  service: ['72', '企业管理咨询；物业管理；家政服务；人力资源服务（不含职业中介活动、劳务派遣服务）'],
  agriculture: ['01', '农作物栽培服务；水果种植；茶叶种植；初级农产品收购；农副产品销售'],
  technology: ['65', '软件开发；信息系统集成服务；计算机软硬件及辅助设备零售；网络技术服务'],
  education: ['83', '教育咨询服务（不含涉许可审批的教育培训活动）；图书零售；文具用品零售；组织文化艺术交流活动'],
  trade: ['51', '国内贸易代理；货物进出口；建筑材料批发；农副产品批发'],
};

const entityTypes: Readonly<Record<SyntheticSubject['form'], string>> = {
  company: '有限责任公司（自然人投资或控股）',
  'sole-trader': '个体工商户',
  cooperative: '农民专业合作社',
  'public-institution': '事业单位',
  'social-organization': '社会团体',
  person: '自然人',
};

/** Registered with market supervision, so that it changes and reports there. */
function isMarketEntity(subject: SyntheticSubject): boolean {
  return ['company', 'sole-trader', 'cooperative'].includes(subject.form);
}

function registrationAuthority({ form, district }: SyntheticSubject): string {
  if (form === 'public-institution') return `${district.shortName}事业单位登记管理局`;
  if (form === 'social-organization') return `${district.shortName}民政局`;
  return `${district.shortName}市场监督管理局`;
}

/** One in about 1,600 subjects is a company that another one has taken in. */
function isAbsorbed({ form, active, index }: SyntheticSubject): boolean {
  return form === 'company' && !active && index % 400 === 337;
}

/** The nearest company before it in the city that is active; so no company is taken in by one that it has taken in. */
function absorber({ at, subject }: CaseContext): SyntheticSubject {
  for (let index = subject.index - 1; index >= 0; index -= 1) {
    const other = at(index);
    if (other.form === 'company' && other.active) return other;
  }
  throw new Error('Of the first hundreds of subjects none is an active company.');
}

function succession(context: CaseContext): RecordFields {
  const { name, uscc } = absorber(context);
  return {
    ...decision(context, {
      series: '贺市监并登字',
      legalBasis: '《中华人民共和国民法典》第六十七条',
      publicityMonths: null,
      withinMonths: 36,
    }),
    state: 'EFFECTIVE',
    kind: 'ABSORPTION',
    successorName: name,
    successorUscc: uscc,
  };
}

function status({ random, subject }: CaseContext): string {
  if (subject.active) return 'IN_OPERATION';
  if (isAbsorbed(subject)) return 'DEREGISTERED';
  return random.weighted([
    [80, 'IN_OPERATION'],
    [13, 'DEREGISTERED'],
    [6, 'REVOKED'],
    [1, 'MOVED'],
  ]);
}

function registration(context: CaseContext): RecordFields {
  const { random, subject, today } = context;
  const [industryCode, businessScope] = scopes[subject.trade.code];
  const current = status(context);
  return {
    ...decision(context, {
      series: '贺市监登字',
      legalBasis: '《中华人民共和国市场主体登记管理条例》第三十五条',
      publicityMonths: null,
      decisionDate: subject.foundedOn,
    }),
    // A subject whose registration were withdrawn would not exist.
    state: 'EFFECTIVE',
    name: subject.name,
    uscc: subject.uscc,
    registrationNo: subject.registrationNo,
    legalRepresentative: subject.representative,
    legalRepresentativeIdType: 'CITIZEN_ID',
    legalRepresentativeIdNo: subject.representativeIdNo,
    contactPhone: `0774-555${String(subject.index % 10_000).padStart(4, '0')}`,
    registeredCapitalWan: subject.capitalWan,
    entityType: subject.name.endsWith('股份有限公司')
      ? '股份有限公司（非上市、自然人投资或控股）'
      : entityTypes[subject.form],
    businessScope: isMarketEntity(subject) ? businessScope : '章程或者举办单位核定的宗旨和业务范围',
    industry: subject.trade.industry,
    industryCode,
    registeredAddress: subject.address,
    areaCode: subject.district.code,
    foundedDate: subject.foundedOn,
    businessTermFrom: subject.foundedOn,
    businessTermTo: subject.form === 'company' && random.chance(0.3) ? addMonths(subject.foundedOn, 360) : null,
    registrationAuthority: registrationAuthority(subject),
    status: current,
    endedDate: current === 'IN_OPERATION' ? null : random.date(subject.foundedOn, today),
  };
}

function change(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const item = random.weighted([
    [30, 'ADDRESS'],
    [25, 'BUSINESS_SCOPE'],
    // The operator of a sole trader is registered as such; only organisations change capital and representative.
    [subject.form === 'sole-trader' ? 0 : 20, 'LEGAL_REPRESENTATIVE'],
    [subject.form === 'sole-trader' ? 0 : 15, 'CAPITAL'],
    [10, 'NAME'],
  ]);
  return {
    ...decision(context, {
      series: '贺市监变登字',
      legalBasis: '《中华人民共和国市场主体登记管理条例》第二十四条',
      publicityMonths: null,
      withinMonths: 72,
    }),
    item,
    ...changedContent(context, item),
  };
}

function changedContent({ random, subject }: CaseContext, item: string): RecordFields {
  switch (item) {
    case 'ADDRESS':
      return { before: address(random, subject.district), after: subject.address };
    case 'BUSINESS_SCOPE': {
      const scope = scopes[subject.trade.code][1];
      return { before: scope.split('；')[0], after: scope };
    }
    case 'LEGAL_REPRESENTATIVE':
      return { formerRepresentative: personName(random), newRepresentative: subject.representative };
    case 'CAPITAL':
      return { before: `${Number(subject.capitalWan) / 2}万元人民币`, after: `${subject.capitalWan}万元人民币` };
    default:
      return { before: formerName({ random, subject }), after: subject.name };
  }
}

function formerName({ random, subject }: Pick<CaseContext, 'random' | 'subject'>): string {
  if (subject.form === 'company') return companyName(random, subject.district, subject.trade);
  if (subject.form === 'sole-trader') return shopName(random, subject.district, subject.trade);
  return subject.name.replace(/种植专业合作社$/, '专业合作社');
}

function abnormalOperation(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const reason = random.pick([
    '未按照规定的期限公示年度报告',
    '未按照规定的期限公示年度报告',
    '通过登记的住所或者经营场所无法取得联系',
    '公示信息隐瞒真实情况、弄虚作假',
  ]);
  const missingReport = reason.endsWith('年度报告');
  const entry = abnormalListEntry(context, {
    listKind: 'ABNORMAL_OPERATION',
    series: subject.form === 'sole-trader' ? '贺市监异标字' : '贺市监异列字',
    reasons: [reason],
    legalBasis:
      subject.form === 'sole-trader'
        ? '《个体工商户年度报告暂行办法》（国家工商行政管理总局令第69号）'
        : '《企业信息公示暂行条例》',
  });
  return {
    ...entry,
    missingReportYear: missingReport ? yearOf(String(entry.decisionDate)) - 1 : null,
    removalRule: missingReport
      ? '补报未报年份的年度报告并公示后，可申请移出。'
      : '依法办理变更登记、重新取得联系或者更正公示信息后，可申请移出。',
  };
}

function annualReport(context: CaseContext): RecordFields {
  const { random, subject, today, ordinal } = context;
  const reportYear = yearOf(today) - 1 - ordinal;
  const onTime = random.chance(subject.conduct === 'clean' ? 0.98 : 0.7);
  const due = `${reportYear + 1}-06-30`;
  const late = addDays(due, random.int(1, 110));
  // Nothing is handed in after today.
  const submittedDate = onTime || late > today ? random.date(`${reportYear + 1}-01-05`, due) : late;
  return {
    ...decision(context, {
      series: '贺市监年报字',
      legalBasis: '《企业信息公示暂行条例》第八条',
      publicityMonths: null,
      decisionDate: submittedDate,
    }),
    publicityStartDate: null,
    reportYear,
    submittedDate,
    onTime: submittedDate <= due,
    employeeCount: subject.form === 'sole-trader' ? random.int(1, 8) : random.int(3, 180),
    totalAssetsWan: random.amountWan(Number(subject.capitalWan) * 0.4, Number(subject.capitalWan) * 4),
  };
}

/** Synthetic records of the registration authority. */
export const seeds: DepartmentSeeds = {
  Registration: {
    mean: (subject) => (subject.kind === 'NATURAL_PERSON' ? 0 : 1),
    exact: true,
    make: registration,
  },
  RegistrationSuccession: {
    mean: (subject) => (isAbsorbed(subject) ? 1 : 0),
    exact: true,
    make: succession,
  },
  RegistrationChange: {
    mean: (subject) => (isMarketEntity(subject) ? (subject.active ? 0.7 : 0.02) : 0),
    make: change,
  },
  AbnormalOperation: {
    mean: (subject) => (isMarketEntity(subject) ? byConduct[subject.conduct] * (subject.active ? 1 : 0.3) : 0),
    make: abnormalOperation,
  },
  AnnualReportSubmission: {
    mean: (subject) => (isMarketEntity(subject) && subject.active && subject.foundedOn < FOUNDED_BEFORE ? 1.2 : 0),
    make: annualReport,
  },
};
