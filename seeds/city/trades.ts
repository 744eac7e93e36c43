/** A line of business: how it shows in names and which departments meet it most. */
export interface Trade {
  readonly code:
    | 'food'
    | 'retail'
    | 'construction'
    | 'transport'
    | 'manufacture'
    | 'mining'
    | 'medicine'
    | 'service'
    | 'agriculture'
    | 'technology'
    | 'education'
    | 'trade';
  /** Industry class (GB/T 4754), in Chinese. */
  readonly industry: string;
  /** Words at the end of a company's mark. */
  readonly words: readonly string[];
  /** Words at the end of a shop's name. */
  readonly shops: readonly string[];
}

/** The trades of the city. */
export const trades: readonly Trade[] = [
  {
    code: 'food',
    industry: '餐饮业',
    words: ['餐饮管理', '食品'],
    shops: ['饭店', '小吃店', '食品店', '早餐店', '米粉店'],
  },
  {
    code: 'retail',
    industry: '零售业',
    words: ['商贸', '百货'],
    shops: ['超市', '便利店', '百货店', '水果店', '服装店'],
  },
  {
    code: 'construction',
    industry: '房屋建筑业',
    words: ['建筑工程', '建设工程', '装饰工程'],
    shops: ['建材店', '装饰店', '五金店'],
  },
  { code: 'transport', industry: '道路运输业', words: ['物流', '运输'], shops: ['汽修店', '货运部', '洗车行'] },
  {
    code: 'manufacture',
    industry: '制造业',
    words: ['新材料', '碳酸钙', '电子', '家具制造'],
    shops: ['加工店', '家具店'],
  },
  { code: 'mining', industry: '非金属矿采选业', words: ['矿业', '石材'], shops: ['石材加工店', '砂石经营部'] },
  { code: 'medicine', industry: '卫生', words: ['医药', '大药房'], shops: ['药店', '诊所', '口腔诊所'] },
  {
    code: 'service',
    industry: '商务服务业',
    words: ['企业管理咨询', '人力资源', '物业服务'],
    shops: ['美容店', '理发店', '打印店', '家政服务部'],
  },
  {
    code: 'agriculture',
    industry: '农业',
    words: ['农业发展', '生态农业', '茶业'],
    shops: ['农资店', '茶庄', '养殖场'],
  },
  {
    code: 'technology',
    industry: '软件和信息技术服务业',
    words: ['信息技术', '网络科技', '智能科技'],
    shops: ['电脑店', '通讯器材店'],
  },
  { code: 'education', industry: '教育', words: ['教育咨询', '文化传播'], shops: ['书店', '文具店', '艺术培训部'] },
  { code: 'trade', industry: '批发业', words: ['贸易', '进出口'], shops: ['批发部', '经营部'] },
];
