import type { Random } from './random.ts';

/** A county or district of the city. */
export interface District {
  readonly code: string;
  readonly name: string;
  /** How names of companies begin there. */
  readonly shortName: string;
  readonly streets: readonly string[];
}

/** The five counties and districts of 贺州 (GB/T 2260). Street names are made up or common everywhere. */
export const districts: readonly District[] = [
  {
    code: '451102',
    name: '八步区',
    shortName: '贺州市八步区',
    streets: ['建设中路', '贺州大道', '灵峰北路', '太白西路', '江北东路', '平安路', '光明大道', '八达中路'],
  },
  {
    code: '451103',
    name: '平桂区',
    shortName: '贺州市平桂区',
    streets: ['平桂大道', '西湾街', '黄田南路', '望高工业路', '羊头街'],
  },
  {
    code: '451121',
    name: '昭平县',
    shortName: '昭平县',
    streets: ['昭平东街', '河西路', '茶城大道', '西宁北路', '马圣街'],
  },
  {
    code: '451122',
    name: '钟山县',
    shortName: '钟山县',
    streets: ['兴钟中路', '广场西路', '龟石大道', '钟山南街', '回龙路'],
  },
  {
    code: '451123',
    name: '富川瑶族自治县',
    shortName: '富川瑶族自治县',
    streets: ['凤凰路', '新永路', '瑶城大道', '富阳中街', '古明城街'],
  },
];

/** An address in the district. */
export function address(random: Random, district: District): string {
  const building = random.chance(0.3) ? `${random.int(1, 12)}栋${random.int(1, 20)}层` : '';
  return `贺州市${district.name}${random.pick(district.streets)}${random.int(1, 398)}号${building}`;
}
