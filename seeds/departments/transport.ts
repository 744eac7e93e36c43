import { yearOf } from '../../schema/iso-date.ts';
import type { Random } from '../city/random.ts';
import type { DepartmentSeeds } from '../city/record-seed.ts';
import { evaluation } from '../city/standards/evaluation.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

/** How a subject takes part in road transport. */
type Part = 'carrier' | 'repair' | 'driver' | 'shipper';

interface TransportPenaltyCase extends PenaltyCase {
  readonly parts: readonly Part[];
  /** True where the vehicle was over its limit. */
  readonly overload?: boolean;
}

const penalties: readonly TransportPenaltyCase[] = [
  {
    violationType: '违反《公路安全保护条例》第三十三条第一款',
    facts: '当事人的货运车辆经检测，车货总质量超过公路限定标准，擅自在公路上行驶。',
    legalBasis: '《公路安全保护条例》第六十四条',
    kinds: ['FINE'],
    fineWan: [0.05, 2],
    publicityMonths: 3,
    parts: ['carrier', 'driver'],
    overload: true,
  },
  {
    violationType: '违反《中华人民共和国道路运输条例》第二十四条第一款',
    facts: '当事人未取得道路运输经营许可，擅自使用总质量4500千克以上的货运车辆从事道路普通货物运输经营。',
    legalBasis: '《中华人民共和国道路运输条例》第六十三条第（一）项',
    kinds: ['FINE'],
    fineWan: [0.3, 1],
    publicityMonths: 12,
    parts: ['carrier', 'driver', 'shipper'],
  },
  {
    violationType: '违反《中华人民共和国道路运输条例》第二十二条',
    facts: '当事人未经货运从业知识考试合格，驾驶道路货物运输经营车辆。',
    legalBasis: '《中华人民共和国道路运输条例》第六十四条',
    kinds: ['FINE'],
    fineWan: [0.02, 0.2],
    publicityMonths: 3,
    parts: ['driver'],
  },
  {
    violationType: '违反道路运输车辆维护和检测规定',
    facts: '{name}不按规定维护和检测运输车辆，车辆技术档案中缺少当年检测记录。',
    legalBasis: '《中华人民共和国道路运输条例》第六十九条第一款',
    kinds: ['FINE'],
    fineWan: [0.1, 0.5],
    publicityMonths: 3,
    parts: ['carrier'],
  },
  {
    violationType: '货运车辆违法超限运输比例超过规定',
    facts: '{name}一年内违法超限运输的货运车辆超过本单位货运车辆总数的百分之十。',
    legalBasis: '《公路安全保护条例》第六十六条',
    kinds: ['PRODUCTION_SUSPENSION'],
    publicityMonths: 36,
    parts: ['carrier'],
  },
  {
    violationType: '违反《中华人民共和国道路运输条例》第三十九条',
    facts: '{name}从事机动车维修经营业务未按规定进行备案，责令改正后拒不改正。',
    legalBasis: '《中华人民共和国道路运输条例》第六十五条第四款',
    kinds: ['FINE'],
    fineWan: [0.3, 1],
    publicityMonths: 12,
    parts: ['repair'],
  },
  {
    violationType: '使用假冒伪劣配件维修机动车',
    facts: '{name}使用假冒伪劣配件维修机动车，维修费用结算清单与实际更换的配件不符。',
    legalBasis: '《中华人民共和国道路运输条例》第七十一条',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
    fineWan: [2, 5],
    confiscatedWan: [0.05, 0.8],
    publicityMonths: 12,
    parts: ['repair'],
  },
  {
    violationType: '违反《中华人民共和国公路法》第四十四条第一款',
    facts: '{name}为出入厂区方便，未经许可擅自挖掘公路路肩、占用公路用地。',
    legalBasis: '《中华人民共和国公路法》第七十六条第（一）项',
    kinds: ['FINE'],
    fineWan: [0.1, 2.5],
    publicityMonths: 12,
    parts: ['shipper'],
  },
];

interface TransportPermitCase extends PermitCase {
  readonly parts: readonly Part[];
  readonly businessScope: readonly string[];
  /** True where the permit is for one vehicle. */
  readonly vehicle?: boolean;
  readonly companiesOnly?: boolean;
}

const permits: readonly TransportPermitCase[] = [
  {
    documentTitle: '道路货物运输经营许可决定书',
    kind: 'GENERAL',
    certificateName: '道路运输经营许可证',
    content: '准予从事道路普通货物运输经营',
    legalBasis: '《中华人民共和国道路运输条例》第二十四条',
    validMonths: 48,
    parts: ['carrier'],
    businessScope: ['道路普通货物运输'],
  },
  {
    documentTitle: '道路危险货物运输经营许可决定书',
    kind: 'GENERAL',
    certificateName: '道路运输经营许可证',
    content: '准予从事道路危险货物运输经营',
    legalBasis: '《中华人民共和国道路运输条例》第二十四条',
    validMonths: 48,
    parts: ['carrier'],
    businessScope: ['道路危险货物运输（第3类）'],
    companiesOnly: true,
  },
  {
    documentTitle: '车辆营运证配发决定书',
    kind: 'GENERAL',
    certificateName: '道路运输证',
    content: '准予货运车辆投入道路运输经营',
    legalBasis: '《中华人民共和国道路运输条例》第二十四条',
    validMonths: null,
    parts: ['carrier'],
    businessScope: ['道路普通货物运输'],
    vehicle: true,
  },
  {
    documentTitle: '公路超限运输许可决定书',
    kind: 'GENERAL',
    certificateName: '超限运输车辆通行证',
    content: '准予载运不可解体物品的车辆按照指定的时间、路线和速度行驶公路',
    legalBasis: '《公路安全保护条例》第三十五条',
    validMonths: 3,
    parts: ['carrier'],
    businessScope: ['大型物件运输'],
    vehicle: true,
  },
  {
    documentTitle: '道路货物运输驾驶员从业资格决定书',
    kind: 'RECOGNITION',
    certificateName: '道路运输从业人员从业资格证',
    content: '准予从事经营性道路货物运输驾驶',
    legalBasis: '《中华人民共和国道路运输条例》第二十二条',
    validMonths: 72,
    parts: ['driver'],
    businessScope: ['经营性道路货物运输驾驶员'],
  },
  {
    documentTitle: '涉路施工活动许可决定书',
    kind: 'GENERAL',
    certificateName: '涉路施工许可文件',
    content: '准予在公路上增设平面交叉道口',
    legalBasis: '《公路安全保护条例》第二十七条',
    validMonths: 12,
    parts: ['shipper'],
    businessScope: ['增设平面交叉道口'],
  },
];

const listReasons = {
  VEHICLE_OWNER: '货运车辆一年内违法超限运输超过三次',
  DRIVER: '货运车辆驾驶人一年内违法超限运输超过三次',
  CARRIER: '一年内违法超限运输的货运车辆超过本单位货运车辆总数百分之十，被责令停业整顿',
  LOADING_SITE: '指使、强令车辆驾驶人超限运输货物，被处二万元以上罚款',
};

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

/** Some are listed after they have given up business. */
const listedByConduct = { clean: 0, light: 0, bad: 0.15, 'very-bad': 0.8 };

const penaltyWeight: Readonly<Record<Part, number>> = { carrier: 1.5, repair: 0.6, driver: 1, shipper: 0.2 };

const activity = ({ active }: SyntheticSubject) => (active ? 1 : 0.1);

/** Undefined for those who have no part in it. Washing a car needs no permit and no filing. */
function partOf({ form, trade, name }: SyntheticSubject): Part | undefined {
  if (trade.code === 'transport') {
    if (form === 'person') return 'driver';
    if (name.endsWith('汽修店')) return 'repair';
    return form === 'company' || name.endsWith('货运部') ? 'carrier' : undefined;
  }
  const ships = trade.code === 'mining' || trade.code === 'construction' || trade.code === 'manufacture';
  return form === 'company' && ships ? 'shipper' : undefined;
}

/** Synthetic records of transport. */
export const seeds: DepartmentSeeds = {
  TransportPenalty: {
    mean: (subject) => {
      const part = partOf(subject);
      return part === undefined ? 0 : byConduct[subject.conduct] * penaltyWeight[part] * activity(subject);
    },
    make: (context) => {
      const { random, subject } = context;
      const chosen = random.pick(penalties.filter(({ parts }) => parts.some((part) => part === partOf(subject))));
      const overload = chosen.overload === true;
      return {
        ...penalty(context, '贺交罚字', [chosen]),
        place: overload
          ? random.pick(['国道G207线贺州段', '国道G323线钟山段', '省道贺州至昭平公路', '平桂区治超检测站'])
          : null,
        overloadTonnes: overload ? random.amountWan(1, 22) : null,
        vehiclePlateNo: overload ? plateNo(random) : null,
      };
    },
  },
  TransportPermit: {
    mean: (subject) => {
      const means = { carrier: 3, driver: 0.8, shipper: 0.2, repair: 0 };
      const part = partOf(subject);
      return part === undefined ? 0 : means[part] * activity(subject);
    },
    make: (context) => {
      const { random, subject, ordinal } = context;
      const chosen = random.pick(permitsFor(subject, ordinal));
      const company = chosen.parts.includes('carrier') && chosen.vehicle !== true;
      return {
        ...permit(context, '贺交许字', [chosen]),
        businessScope: chosen.businessScope,
        vehicleCount: company ? random.int(1, subject.form === 'company' ? 60 : 4) : chosen.vehicle ? 1 : null,
        vehiclePlateNo: chosen.vehicle ? plateNo(random) : null,
      };
    },
  },
  TransportCreditRating: {
    mean: (subject) => {
      const part = partOf(subject);
      return part === 'carrier' || part === 'repair' ? (subject.active ? 1.2 : 0.05) : 0;
    },
    make: (context) => ({
      ...evaluation(context, {
        scheme: '道路运输企业质量信誉考核',
        series: '贺交信评字',
        legalBasis: '《道路运输企业质量信誉考核办法（试行）》',
        grades: {
          clean: [
            [4, 'AAA级'],
            [6, 'AA级'],
          ],
          light: [
            [6, 'AA级'],
            [4, 'A级'],
          ],
          bad: [
            [6, 'A级'],
            [4, 'B级'],
          ],
          'very-bad': [[1, 'B级']],
        },
      }),
      business: partOf(context.subject) === 'repair' ? 'VEHICLE_REPAIR' : 'FREIGHT',
    }),
  },
  OverloadViolation: {
    mean: (subject) => {
      const part = partOf(subject);
      const concerned =
        part === 'carrier' || part === 'driver' || (part === 'shipper' && subject.trade.code === 'mining');
      return concerned ? listedByConduct[subject.conduct] * (subject.active ? 1 : 0.3) : 0;
    },
    make: (context) => {
      const { random, subject } = context;
      const role = roleOf(subject);
      const counted = role === 'DRIVER' || role === 'VEHICLE_OWNER';
      const fields = severeListEntry(context, {
        listKind: 'TRANSPORT_SERIOUS_VIOLATION',
        series: '贺交严列字',
        reasons: [listReasons[role]],
        legalBasis: '《交通运输部办公厅关于界定严重违法失信超限超载运输行为和相关责任主体有关事项的通知》',
        termMonths: 24,
        removalRule: '自公布之日起满二年，期间未再发生应当列入的情形的，移出名单；提前移出依照信用修复有关规定办理。',
      });
      return {
        ...fields,
        role,
        violationCount: counted ? random.int(4, 9) : null,
        penaltyDocumentNo: `贺交罚字〔${yearOf(String(fields.decisionDate))}〕${subject.index * 10 + 1}号`,
        vehiclePlateNo: counted ? plateNo(random) : null,
      };
    },
  },
};

/** A carrier has its business licence first, the rest are permits for its vehicles. */
function permitsFor(subject: SyntheticSubject, ordinal: number): readonly TransportPermitCase[] {
  const own = partOf(subject);
  return permits
    .filter(({ parts }) => parts.some((part) => part === own))
    .filter(({ companiesOnly }) => companiesOnly !== true || subject.form === 'company')
    .filter(({ vehicle }) => own !== 'carrier' || (vehicle === true) === ordinal > 0);
}

function roleOf(subject: SyntheticSubject): keyof typeof listReasons {
  const part = partOf(subject);
  if (part === 'driver') return 'DRIVER';
  if (part === 'shipper') return 'LOADING_SITE';
  return subject.form === 'company' ? 'CARRIER' : 'VEHICLE_OWNER';
}

/** No real plate: the letter I is never issued in the serial. */
function plateNo(random: Random): string {
  return `桂JI${String(random.int(0, 9_999)).padStart(4, '0')}`;
}
