import type { District } from './places.ts';
import type { Random } from './random.ts';
import type { Trade } from './trades.ts';

const SURNAMES = [
  ...'李王张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高梁郑谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛莫盘凤',
  '欧阳',
  '司徒',
  '上官',
  '诸葛',
];
const GIVEN = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国志文海玉春梅凤林海燕德胜荣昌兴盛福寿康宁永泰瑞祥宏达嘉诚信义',
];
const MARKS_FIRST = [...'桂贺鑫瑞宏恒嘉泰盛华信诚德福顺兴昌隆利达金银玉翠安康宁远长永东南西北中新富美佳丰源'];
const MARKS_SECOND = [...'源盛通达和泰丰茂隆昌祥瑞安康宁远航宇辰阳景业成功立信义诚德民生利华荣光辉腾飞'];
const TAIL = ['有限公司', '有限公司', '有限公司', '有限责任公司', '股份有限公司'];

/** A person's name. */
export function personName(random: Random): string {
  const given = random.chance(0.75) ? random.pick(GIVEN) + random.pick(GIVEN) : random.pick(GIVEN);
  return random.pick(SURNAMES) + given;
}

/** A company's name: place, mark, trade, legal form. */
export function companyName(random: Random, district: District, trade: Trade): string {
  const place = random.weighted([
    [6, '贺州市'],
    [2, district.shortName],
    [2, '广西贺州'],
    [1, '广西'],
  ]);
  return `${place}${mark(random)}${random.pick(trade.words)}${random.pick(TAIL)}`;
}

/** A sole trader's name: place, mark, kind of shop. */
export function shopName(random: Random, district: District, trade: Trade): string {
  const owner = random.chance(0.4) ? `${random.pick(['阿', '老', '小'])}${random.pick(GIVEN)}` : mark(random);
  return `${district.shortName}${owner}${random.pick(trade.shops)}`;
}

/** A public institution's name. */
export function institutionName(random: Random, district: District): string {
  const name = random.pick([
    '第一中学',
    '第二小学',
    '实验幼儿园',
    '中医医院',
    '妇幼保健院',
    '文化馆',
    '农业技术推广站',
    '图书馆',
    '疾病预防控制中心',
  ]);
  return `${district.shortName}${random.pick(['', mark(random)])}${name}`;
}

/** A social organisation's name. */
export function socialOrganizationName(random: Random, district: District): string {
  const name = random.pick([
    '商会',
    '志愿者协会',
    '茶业协会',
    '餐饮行业协会',
    '书法家协会',
    '慈善基金会',
    '建筑业协会',
    '瑶族文化研究会',
  ]);
  return `${district.shortName}${mark(random)}${name}`;
}

function mark(random: Random): string {
  const two = random.pick(MARKS_FIRST) + random.pick(MARKS_SECOND);
  return random.chance(0.25) ? two + random.pick(MARKS_SECOND) : two;
}
