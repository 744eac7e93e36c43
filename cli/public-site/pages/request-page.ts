import { type Html, html } from '../../pages/html.ts';
import type { ReportRecord, ReportSubject } from '../report.ts';
import type { PageContent } from './layout.ts';

/** What a subject asks for about a record. */
export type RequestKind = 'objection' | 'repair';

interface RequestWords {
  readonly title: string;
  readonly form: string;
  readonly intro: string;
  readonly bring: readonly string[];
  readonly where: string;
  readonly limits: string;
  /** Headings of the blanks to write in, with their heights in lines. */
  readonly blanks: readonly string[];
  readonly choices: readonly string[];
}

const WORDS: Readonly<Record<RequestKind, RequestWords>> = {
  objection: {
    title: '异议申诉',
    form: '公共信用信息异议申请书',
    intro: '认为这条记录有误、超期、不应公开或者不是自己的，可以提出异议。不收费。',
    bring: ['打印并签章的申请书', '营业执照或登记证书复印件', '经办人身份证件和授权书', '能说明问题的材料'],
    where: '市信用工作主管部门（市发展和改革委员会）、政务服务中心信用窗口，或者作出决定的机关。',
    limits:
      '受理后 1 个工作日内标注“异议处理中”，3 个工作日内答复；需要来源单位核查的，7 个工作日内答复（本平台约定；国家和自治区另有规定的，从其规定）。',
    blanks: ['异议的事实和理由', '希望怎样处理'],
    choices: ['内容与事实不符', '超过公示期限', '不应公开', '不是本主体的记录', '其他'],
  },
  repair: {
    title: '信用修复',
    form: '信用修复申请书',
    intro: '达到最短公示期、已纠正行为并履行全部义务、作出信用承诺的，可以申请修复。谁认定，谁修复。不收费。',
    bring: [
      '打印并签章的申请书',
      '履行义务的证明（部门能自行核实的不必提供）',
      '信用承诺书',
      '营业执照或登记证书复印件',
    ],
    where: '“信用中国”网站、政务服务中心信用窗口，或者作出决定的机关。',
    limits: '认定单位收到后 3 个工作日内决定是否受理，受理后 10 个工作日内作出决定；情况复杂的可以延长。',
    blanks: ['纠正行为、履行义务的情况'],
    choices: ['已缴清罚款和其他款项', '已改正违法行为', '已作出信用承诺', '已移出相关名单'],
  },
};

/** What to bring, where and for how long; and a form to print that names the record already. */
export function requestPage(kind: RequestKind, subject: ReportSubject, record: ReportRecord): PageContent {
  const { title, form, intro, bring, where, limits, blanks, choices } = WORDS[kind];
  const of = (record.about ?? subject.name) === subject.name ? '' : `（原属 ${record.about}）`;
  return {
    title: `${title}：${record.documentNo}`,
    place: null,
    main: html`<article class="request">
<header class="on-screen"><p><a href="/subject/${subject.uscc ?? ''}">返回 ${subject.name} 的报告</a></p>
<h1>${title}</h1><p class="lead">${intro}</p>
<dl class="facts wide-facts"><div><dt>需要带上</dt><dd>${bring.join('；')}</dd></div><div><dt>交到哪里</dt><dd>${where}网上受理开通以前，以窗口受理为准。</dd></div>
<div><dt>多久答复</dt><dd>${limits}</dd></div></dl>
<p class="tools"><button type="button" data-print hidden>打印申请书</button></p></header>
<section class="paper" aria-labelledby="form"><h2 id="form">${form}</h2>
<table class="form"><tbody>
${row('申请人', subject.name)}${row('统一社会信用代码', subject.uscc ?? '')}
${row('文书号', record.documentNo + of)}${row('决定机关', record.decidingOrgName)}${row('决定日期', record.decisionDate)}
${row('数据来源', record.sourceOrgName)}${row('记录标识', record.id)}
<tr><th scope="row">${kind === 'objection' ? '异议类型' : '履行情况'}</th><td>${choices.map((choice) => html`<span class="choice">□ ${choice}</span> `)}</td></tr>
${blanks.map((blank) => html`<tr class="blank"><th scope="row">${blank}</th><td></td></tr>`)}
${row('经办人及联系方式', '')}${row('申请人（签章）、日期', '')}
</tbody></table></section></article>`,
  };
}

function row(label: string, value: string): Html {
  return html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`;
}
