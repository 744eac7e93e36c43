import { yearOf } from '../../schema/iso-date.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import type { Conduct, SyntheticSubject } from '../city/synthetic-subject.ts';

/** An enterprise is graded on a whole year; a younger one has no grade yet. */
const FOUNDED_BEFORE = '2023-01-01';

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

/** The customs know companies that trade or manufacture. */
function isKnown({ form, trade }: SyntheticSubject): boolean {
  return form === 'company' && (trade.code === 'trade' || trade.code === 'manufacture');
}

/** Area, zone and kind of enterprise, then a serial from Q000 on, which the real series is far from. */
function customsCode({ index }: SyntheticSubject): string {
  const serial = (26 * 36 ** 3 + (index % (10 * 36 ** 3))).toString(36).toUpperCase();
  return `451196${serial}`;
}

type Grades = EvaluationCase['grades'];

/** Three grades until the end of March 2026 (海关总署令第251号). */
const threeGrades: Grades = {
  clean: [
    [1, '高级认证企业'],
    [14, '常规管理企业'],
  ],
  light: [[1, '常规管理企业']],
  bad: [
    [6, '常规管理企业'],
    [1, '失信企业'],
  ],
  'very-bad': [
    [2, '常规管理企业'],
    [3, '失信企业'],
  ],
};

/** Five grades since April 2026 (海关总署令第282号). */
const fiveGrades: Grades = {
  clean: [
    [1, '高级认证企业'],
    [2, '认证企业'],
    [12, '常规企业'],
  ],
  light: [[1, '常规企业']],
  bad: [
    [6, '常规企业'],
    [1, '失信企业'],
  ],
  'very-bad': [
    [2, '常规企业'],
    [3, '失信企业'],
    [1, '严重失信企业'],
  ],
};

const MEASURES = '《中华人民共和国海关注册登记和备案企业信用管理办法》';

function creditRating(context: CaseContext): RecordFields {
  const { subject, today, ordinal } = context;
  // An evaluation is decided in April of the year after its period.
  const fiveGraded = yearOf(today) - ordinal >= 2026;
  const fields = evaluation(context, {
    scheme: '海关企业信用等级',
    series: '贺关信字',
    legalBasis: `${MEASURES}（海关总署令第${fiveGraded ? 282 : 251}号）`,
    grades: fiveGraded ? fiveGrades : threeGrades,
  });
  return {
    ...fields,
    // A grade holds until another one is given.
    validTo: null,
    customsCode: customsCode(subject),
    businessKinds:
      subject.trade.code === 'manufacture' ? ['CONSIGNOR_CONSIGNEE', 'PROCESSOR'] : ['CONSIGNOR_CONSIGNEE'],
    authorizedOperator: String(fields.grade).includes('认证'),
  };
}

const SMUGGLING = '有走私行为，受到海关行政处罚';

function discredited(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const reason = random.pick([
    SMUGGLING,
    '拒不缴纳罚款，经催告后仍不履行海关行政处罚决定',
    '拖欠应缴税款，超过规定期限未缴纳',
    '向海关隐瞒真实情况、提供虚假信息，影响企业信用管理',
  ]);
  const fields = severeListEntry(context, {
    listKind: 'CUSTOMS_DISCREDITED',
    series: '贺关失信字',
    reasons: [reason],
    legalBasis: MEASURES,
    termMonths: 24,
    removalRule:
      '纠正失信行为、消除不良影响并符合规定条件的，可向海关书面申请信用修复；期满未再发生失信情形的，由海关调整信用等级。',
  });
  return {
    ...fields,
    customsCode: customsCode(subject),
    penaltyDocumentNo:
      reason === SMUGGLING
        ? `贺关缉违字〔${yearOf(String(fields.decisionDate))}〕${subject.index * 10 + ordinal + 1}号`
        : null,
  };
}

interface GoodsPenalty extends PenaltyCase {
  readonly direction: 'IMPORT' | 'EXPORT';
  /** Unpaid duties and taxes in units of 10,000 yuan, least and most. */
  readonly unpaidWan?: readonly [min: number, max: number];
}

const penalties: readonly GoodsPenalty[] = [
  {
    direction: 'EXPORT',
    violationType: '违反《中华人民共和国海关法》第二十四条第一款',
    facts: '{name}出口货物数量申报不实，影响海关统计准确性。',
    legalBasis: '《中华人民共和国海关行政处罚实施条例》第十五条第（一）项',
    kinds: ['WARNING'],
    publicityMonths: 3,
  },
  {
    direction: 'EXPORT',
    violationType: '违反《中华人民共和国海关法》第二十四条第一款',
    facts: '{name}出口货物境内货源地申报不实，影响海关监管秩序。',
    legalBasis: '《中华人民共和国海关行政处罚实施条例》第十五条第（二）项',
    kinds: ['FINE'],
    fineWan: [0.1, 1],
    publicityMonths: 3,
  },
  {
    direction: 'IMPORT',
    violationType: '违反《中华人民共和国海关法》第二十四条第一款',
    facts: '{name}进口货物税则号列申报不实，影响国家税款征收。',
    legalBasis: '《中华人民共和国海关行政处罚实施条例》第十五条第（四）项',
    kinds: ['FINE'],
    fineWan: [0.5, 20],
    publicityMonths: 12,
    unpaidWan: [1, 30],
  },
  {
    direction: 'EXPORT',
    violationType: '违反《中华人民共和国海关法》第二十四条第一款',
    facts: '{name}出口货物商品编号申报不实，影响国家出口退税管理。',
    legalBasis: '《中华人民共和国海关行政处罚实施条例》第十五条第（五）项',
    kinds: ['FINE'],
    fineWan: [1, 40],
    publicityMonths: 12,
  },
  {
    direction: 'IMPORT',
    violationType: '违反《中华人民共和国海关法》第三十七条第一款',
    facts: '{name}未经海关许可，擅自将减免税进口设备抵押给第三方。',
    legalBasis: '《中华人民共和国海关行政处罚实施条例》第十八条第一款第（一）项',
    kinds: ['FINE'],
    fineWan: [2, 50],
    publicityMonths: 12,
  },
  {
    direction: 'EXPORT',
    violationType: '违反《中华人民共和国进出口商品检验法》第五条第二款',
    facts: '{name}将法定检验的出口商品未报经检验合格擅自出口。',
    legalBasis: '《中华人民共和国进出口商品检验法》第三十二条',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
    fineWan: [0.5, 15],
    confiscatedWan: [0.1, 4],
    publicityMonths: 12,
  },
];

const smuggling: GoodsPenalty = {
  direction: 'IMPORT',
  violationType: '违反《中华人民共和国海关行政处罚实施条例》第七条第（二）项',
  facts: '{name}以伪报价格的方式逃避海关监管，偷逃应纳税款。',
  legalBasis: '《中华人民共和国海关行政处罚实施条例》第九条第一款第（三）项',
  kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
  fineWan: [5, 60],
  confiscatedWan: [2, 40],
  publicityMonths: 36,
  unpaidWan: [3, 9],
};

const exported = [
  { goods: '重质碳酸钙', hsCode: '283650' },
  { goods: '大理石板材', hsCode: '680291' },
  { goods: '绿茶', hsCode: '090210' },
  { goods: '卧室用木家具', hsCode: '940350' },
];
const imported = [
  { goods: '大理石荒料', hsCode: '251512' },
  { goods: '注塑机', hsCode: '847710' },
  { goods: '锯材', hsCode: '440711' },
];

function customsPenalty(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(mayHaveSmuggled(subject.conduct) ? [...penalties, smuggling] : penalties);
  return {
    ...penalty(context, '贺关缉违字', [chosen]),
    customsCode: customsCode(subject),
    direction: chosen.direction,
    ...random.pick(chosen.direction === 'EXPORT' ? exported : imported),
    unpaidTaxAmountWan: chosen.unpaidWan === undefined ? null : random.amountWan(...chosen.unpaidWan),
  };
}

function mayHaveSmuggled(conduct: Conduct): boolean {
  return conduct === 'bad' || conduct === 'very-bad';
}

/** Synthetic records of the customs. */
export const seeds: DepartmentSeeds = {
  CustomsCreditRating: {
    mean: (subject) => (isKnown(subject) && subject.foundedOn < FOUNDED_BEFORE ? (subject.active ? 1.2 : 0.15) : 0),
    make: creditRating,
  },
  CustomsDiscredited: {
    mean: (subject) =>
      isKnown(subject) && subject.active ? { clean: 0, light: 0, bad: 0.06, 'very-bad': 0.6 }[subject.conduct] : 0,
    make: discredited,
  },
  CustomsPenalty: {
    mean: (subject) => (isKnown(subject) ? byConduct[subject.conduct] * (subject.active ? 0.7 : 0.05) : 0),
    make: customsPenalty,
  },
};
