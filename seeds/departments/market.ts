import { addMonths } from '../../schema/iso-date.ts';
import type { DepartmentSeeds } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';

const penalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国食品安全法》第五十三条第一款',
    facts: '{name}采购食品时未查验供货者的许可证和食品出厂检验合格证明，现场未能提供进货查验记录。',
    legalBasis: '《中华人民共和国食品安全法》第一百二十六条第一款第（三）项',
    kinds: ['WARNING'],
    publicityMonths: 3,
  },
  {
    violationType: '违反《中华人民共和国食品安全法》第三十四条第（十）项',
    facts: '{name}货架上陈列的预包装食品已超过保质期，共计数十件，部分已售出。',
    legalBasis: '《中华人民共和国食品安全法》第一百二十四条第一款第（五）项',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
    fineWan: [0.2, 5],
    confiscatedWan: [0.01, 0.3],
    publicityMonths: 12,
  },
  {
    violationType: '违反《中华人民共和国产品质量法》第三十九条',
    facts: '{name}销售的产品经抽样检验不合格，以不合格产品冒充合格产品。',
    legalBasis: '《中华人民共和国产品质量法》第五十条',
    kinds: ['CONFISCATION_OF_PROPERTY', 'FINE'],
    fineWan: [0.5, 12],
    confiscatedWan: [0.05, 2],
    publicityMonths: 12,
  },
  {
    violationType: '违反《中华人民共和国药品管理法》第九十八条第一款',
    facts: '{name}销售的中药饮片经检验为劣药，当事人未能提供合法来源证明。',
    legalBasis: '《中华人民共和国药品管理法》第一百一十七条',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE', 'LICENCE_REVOCATION'],
    fineWan: [10, 80],
    confiscatedWan: [0.5, 6],
    licence: '药品经营许可证',
    publicityMonths: 36,
  },
];

const permits: readonly PermitCase[] = [
  {
    documentTitle: '食品经营许可决定书',
    kind: 'GENERAL',
    certificateName: '食品经营许可证',
    content: '准予从事食品销售、餐饮服务经营活动',
    legalBasis: '《中华人民共和国食品安全法》第三十五条',
    validMonths: 60,
  },
  {
    documentTitle: '特种设备使用登记决定书',
    kind: 'REGISTRATION',
    certificateName: '特种设备使用登记证',
    content: '准予特种设备投入使用',
    legalBasis: '《中华人民共和国特种设备安全法》第三十三条',
    validMonths: null,
  },
];

const byConduct = { clean: 0.1, light: 1.2, bad: 4, 'very-bad': 9 };

/** Synthetic records of market supervision. */
export const seeds: DepartmentSeeds = {
  MarketPenalty: {
    mean: (subject) => byConduct[subject.conduct] * (subject.active ? 1 : 0.1),
    make: (context) => ({
      ...penalty(context, '贺市监罚字', penalties),
      subjectMatter: context.random.pick(['预包装食品', '散装食品', '儿童玩具', '家用电器', '中药饮片', '成品油']),
    }),
  },
  MarketPermit: {
    mean: (subject) => (subject.kind === 'NATURAL_PERSON' ? 0 : subject.active ? 3 : 0.3),
    make: (context) => ({
      ...permit(context, '贺市监许准字', permits),
      businessItems: context.random.pick([['预包装食品销售'], ['热食类食品制售', '冷食类食品制售'], ['散装食品销售']]),
    }),
  },
  MarketSeriousViolation: {
    mean: (subject) => (subject.conduct === 'very-bad' ? 0.6 : 0),
    make: (context) => ({
      ...severeListEntry(context, {
        listKind: 'MARKET_SERIOUS_VIOLATION',
        series: '贺市监严列字',
        reasons: ['生产销售不符合食品安全标准的食品，受到较重行政处罚', '销售劣药，性质恶劣、情节严重'],
        legalBasis: '《市场监督管理严重违法失信名单管理办法》第五条',
        termMonths: 36,
        removalRule: '列入满一年，履行处罚决定确定的义务、消除危害后果并作出信用承诺后，可申请提前移出。',
      }),
      penaltyDocumentNo: `贺市监罚字〔${Number(context.today.slice(0, 4)) - 1}〕${context.subject.index * 10 + 1}号`,
    }),
  },
  ProductInspection: {
    mean: (subject) => (subject.active && ['food', 'retail', 'manufacture'].includes(subject.trade.code) ? 2 : 0),
    make: (context) => {
      const base = decision(context, {
        series: '贺市监检字',
        legalBasis: '《中华人民共和国产品质量法》第十五条',
        publicityMonths: null,
      });
      const qualified = context.subject.conduct === 'clean' || context.random.chance(0.7);
      return {
        ...base,
        publicityStartDate: null,
        productName: context.random.pick(['米粉', '桶装饮用水', '儿童服装', '电线电缆', '碳酸钙粉体', '茶叶']),
        batch: addMonths(base.decisionDate, -2),
        qualified,
        failedItems: qualified ? [] : [context.random.pick(['菌落总数', '甲醛含量', '导体电阻', '标签标识'])],
      };
    },
  },
};
