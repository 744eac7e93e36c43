import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import { Random } from '../city/random.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';

const CONSUMPTION_RULES = '《最高人民法院关于限制被执行人高消费及有关消费的若干规定》';

const conducts = [
  { code: 'ABLE_BUT_REFUSING', text: '有履行能力而拒不履行生效法律文书确定义务', termMonths: null },
  { code: 'PROPERTY_REPORT_BREACH', text: '违反财产报告制度', termMonths: 24 },
  { code: 'CONSUMPTION_ORDER_BREACH', text: '违反限制消费令', termMonths: 24 },
  { code: 'EVASION', text: '以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行', termMonths: 24 },
  { code: 'SETTLEMENT_BREACH', text: '无正当理由拒不履行执行和解协议', termMonths: 24 },
] as const;

const restrictions = [
  '乘坐交通工具时，选择飞机、列车软卧、轮船二等以上舱位',
  '在星级以上宾馆、酒店、夜总会、高尔夫球场等场所进行高消费',
  '购买不动产或者新建、扩建、高档装修房屋',
  '租赁高档写字楼、宾馆、公寓等场所办公',
  '购买非经营必需车辆',
  '旅游、度假',
  '子女就读高收费私立学校',
  '支付高额保费购买保险理财产品',
  '乘坐G字头动车组列车全部座位、其他动车组列车一等以上座位等其他非生活和工作必需的消费行为',
];

interface Enforcement {
  readonly caseNo: string;
  readonly filedDate: string;
  readonly enforcedDocumentNo: string;
  readonly amountWan: string;
}

/**
 * The enforcement case behind the records of that ordinal: the list entry, the order and the case itself speak of the
 * same one.
 */
function enforcementOf({ subject, today, ordinal }: CaseContext): Enforcement {
  const random = new Random(1, 'enforcement', subject.index, ordinal);
  let earliest = addMonths(today, -40);
  if (subject.foundedOn > earliest) earliest = subject.foundedOn;
  const latest = addDays(today, -20);
  const filedDate = random.date(earliest, latest);
  const number = subject.index * 10 + ordinal + 1;
  return {
    caseNo: `（${yearOf(filedDate)}）桂11执${number}号`,
    filedDate,
    enforcedDocumentNo: `（${yearOf(addMonths(filedDate, -8))}）桂11民初${number}号`,
    amountWan: random.amountWan(1, subject.kind === 'ORGANIZATION' ? 800 : 60),
  };
}

/** A day after the filing and not after today. */
function daysAfter({ random, today }: CaseContext, filedDate: string, from: number, to: number): string {
  const day = addDays(filedDate, random.int(from, to));
  return day > today ? today : day;
}

function judgmentDebtor(context: CaseContext): RecordFields {
  const { random, subject, body } = context;
  const person = subject.kind === 'NATURAL_PERSON';
  const enforcement = enforcementOf(context);
  const chosen = random.pick(conducts);
  const decisionDate = daysAfter(context, enforcement.filedDate, 30, 200);
  return {
    ...severeListEntry(context, {
      listKind: 'JUDGMENT_DEBTOR',
      series: '贺中法失字',
      reasons: [chosen.text],
      legalBasis: '《最高人民法院关于公布失信被执行人名单信息的若干规定》第一条',
      termMonths: chosen.termMonths,
      removalRule: '全部履行义务、达成执行和解协议并履行完毕或者具有其他法定情形的，人民法院删除失信信息。',
    }),
    documentNo: enforcement.caseNo,
    decisionDate,
    publicityStartDate: decisionDate,
    publicityEndDate: chosen.termMonths === null ? null : addMonths(decisionDate, chosen.termMonths),
    plannedRemovalDate: chosen.termMonths === null ? null : addMonths(decisionDate, chosen.termMonths),
    debtorName: subject.name,
    debtorCategory: subject.kind,
    // Age is left out: made-up persons are born in 1900 or earlier.
    debtorSex: sexOf(subject.identityNo),
    debtorIdNo: subject.identityNo,
    debtorCode: subject.uscc,
    legalRepresentative: person ? null : subject.representative,
    enforcementCourt: body.name,
    caseNo: enforcement.caseNo,
    filedDate: enforcement.filedDate,
    enforcedDocumentBody: body.name,
    enforcedDocumentNo: enforcement.enforcedDocumentNo,
    obligation: `支付申请执行人款项${enforcement.amountWan}万元及逾期利息，并负担案件受理费。`,
    performance: random.weighted([
      [80, 'NONE'],
      [20, 'PARTIAL'],
    ]),
    conduct: [chosen.code],
  };
}

/** Sex by the 17th digit of a citizen identity number; null without one. */
function sexOf(identityNo: string | null): string | null {
  if (identityNo === null) return null;
  return Number(identityNo.charAt(16)) % 2 === 1 ? 'MALE' : 'FEMALE';
}

function enforcementCase(context: CaseContext): RecordFields {
  const { random, subject, body, today } = context;
  const enforcement = enforcementOf(context);
  const bad = subject.conduct === 'bad' || subject.conduct === 'very-bad';
  const caseStatus = random.weighted([
    [30, 'IN_PROGRESS'],
    [bad ? 5 : 55, 'PERFORMED'],
    [bad ? 60 : 10, 'ROUND_ENDED'],
    [5, 'TERMINATED'],
  ]);
  const closedDate = daysAfter(context, enforcement.filedDate, 60, 180);
  // A case that would close today or later is still open.
  const open = caseStatus === 'IN_PROGRESS' || closedDate >= today;
  return {
    ...decision(context, {
      series: '贺中法执字',
      legalBasis: '《中华人民共和国民事诉讼法》',
      publicityMonths: null,
      decisionDate: enforcement.filedDate,
    }),
    documentNo: enforcement.caseNo,
    publicityStartDate: null,
    caseNo: enforcement.caseNo,
    filedDate: enforcement.filedDate,
    enforcementCourt: body.name,
    enforcedDocumentNo: enforcement.enforcedDocumentNo,
    targetAmountWan: enforcement.amountWan,
    unperformedAmountWan: !open && caseStatus === 'PERFORMED' ? '0' : enforcement.amountWan,
    caseStatus: open ? 'IN_PROGRESS' : caseStatus,
    closedDate: open ? null : closedDate,
  };
}

function consumptionRestriction(context: CaseContext): RecordFields {
  const { random, subject, body, today } = context;
  const enforcement = enforcementOf(context);
  const decisionDate = daysAfter(context, enforcement.filedDate, 10, 120);
  const lifted = random.chance(0.3) ? addDays(decisionDate, random.int(60, 400)) : null;
  const liftedDate = lifted !== null && lifted <= today ? lifted : null;
  const organization = subject.kind === 'ORGANIZATION';
  return {
    ...decision(context, {
      series: '贺中法限字',
      legalBasis: `${CONSUMPTION_RULES}第三条`,
      publicityMonths: null,
      decisionDate,
    }),
    documentNo: enforcement.caseNo,
    publicityEndDate: liftedDate,
    caseNo: enforcement.caseNo,
    filedDate: enforcement.filedDate,
    enforcementCourt: body.name,
    restrictedPersonName: subject.representative ?? subject.name,
    restrictedPersonRole: organization ? 'LEGAL_REPRESENTATIVE' : 'DEBTOR',
    restrictedPersonIdNo: subject.representativeIdNo ?? subject.identityNo,
    restrictions,
    liftedDate,
  };
}

const causes = {
  ORGANIZATION: ['买卖合同纠纷', '建设工程施工合同纠纷', '金融借款合同纠纷', '房屋租赁合同纠纷', '承揽合同纠纷'],
  SOLE_TRADER: ['买卖合同纠纷', '房屋租赁合同纠纷', '民间借贷纠纷', '产品责任纠纷'],
};

function judgment(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const base = decision(context, {
    series: '贺中法判字',
    legalBasis: '《最高人民法院关于人民法院在互联网公布裁判文书的规定》',
    publicityMonths: null,
  });
  const second = random.chance(0.8);
  const year = yearOf(base.decisionDate);
  const caseNo = `（${year}）桂11民${second ? '终' : '初'}${subject.index * 10 + ordinal + 1}号`;
  const role = random.chance(subject.conduct === 'clean' ? 0.5 : 0.15) ? 'CLAIMANT' : 'DEFENDANT';
  const dismissed = random.chance(0.3);
  const amount = random.amountWan(0.5, subject.kind === 'ORGANIZATION' ? 300 : 20);
  return {
    ...base,
    documentNo: caseNo,
    caseNo,
    cause: random.pick(causes[subject.kind === 'ORGANIZATION' ? 'ORGANIZATION' : 'SOLE_TRADER']),
    procedure: second ? 'SECOND_INSTANCE' : 'FIRST_INSTANCE',
    role,
    summary: summaryOf(second, dismissed, amount),
    awardedAmountWan: dismissed ? null : amount,
    // A judgment of first instance takes effect after the 15 days for an appeal, and is reported when it has.
    effectiveDate: second ? base.decisionDate : daysAfter(context, base.decisionDate, 16, 30),
  };
}

function summaryOf(second: boolean, dismissed: boolean, amount: string): string {
  if (dismissed) return second ? '撤销一审判决，驳回一审原告的诉讼请求。' : '驳回原告的诉讼请求。';
  return second
    ? `驳回上诉，维持原判（由一审被告支付一审原告${amount}万元及利息）。`
    : `由被告于判决生效之日起十日内支付原告${amount}万元及利息。`;
}

/** Synthetic records of the court. */
export const seeds: DepartmentSeeds = {
  JudgmentDebtor: {
    mean: (subject) => (subject.active ? { clean: 0, light: 0.03, bad: 0.4, 'very-bad': 1.4 }[subject.conduct] : 0),
    make: judgmentDebtor,
  },
  EnforcementCase: {
    mean: (subject) => (subject.active ? { clean: 0.03, light: 0.2, bad: 1, 'very-bad': 2.4 }[subject.conduct] : 0),
    make: enforcementCase,
  },
  ConsumptionRestriction: {
    mean: (subject) =>
      subject.active && subject.form !== 'public-institution'
        ? { clean: 0, light: 0.05, bad: 0.5, 'very-bad': 1.6 }[subject.conduct]
        : 0,
    make: consumptionRestriction,
  },
  CourtJudgment: {
    mean: (subject) =>
      subject.active && subject.kind !== 'NATURAL_PERSON'
        ? { clean: 0.1, light: 0.4, bad: 1, 'very-bad': 1.8 }[subject.conduct]
        : 0,
    make: judgment,
  },
};
