import type { PublicityPeriod, Severity } from '../../../seeds/reference/publicity-clocks.ts';
import { type Html, html } from '../../pages/html.ts';
import type { CatalogueWords } from '../catalogue-words.ts';
import type { PageContent } from './layout.ts';
import { CLASS_REASONS } from './reasons.ts';

/** What is public, how long, why something is not, and what anybody can do about it. */
export function aboutPage({ sections, closed }: CatalogueWords, periods: readonly PublicityPeriod[]): PageContent {
  return {
    title: '公开与权利',
    place: '/about',
    main: html`<h1>公开什么，公开多久，怎样申诉</h1>
<nav aria-label="本页内容"><ul class="inline">
<li><a href="#scope">公开什么</a></li><li><a href="#period">公开多久</a></li><li><a href="#hidden">为什么有些内容不公开</a></li>
<li><a href="#objection">异议申诉</a></li><li><a href="#repair">信用修复</a></li><li><a href="#persons">查询本人信息</a></li>
<li><a href="#privacy">访问与隐私</a></li><li><a href="#accessibility">无障碍说明</a></li></ul></nav>
<section aria-labelledby="scope"><h2 id="scope">公开什么</h2>
<p>只公开目录中属性为“主动公开”的信息。每条记录都写明决定机关、数据来源、法律依据和公示截止日期。</p>
<dl class="facts wide-facts">${sections.map(
      ({ title, items }) =>
        html`<div><dt>${title}</dt><dd>${items.length === 0 ? '目前没有公开的目录项' : items.map((item) => item.title).join('、')}</dd></div>`,
    )}</dl></section>
<section aria-labelledby="period"><h2 id="period">公开多久</h2>
<p>从作出决定之日起算。到期自动停止公示，不需要申请。</p>
${periods.length === 0 ? html`<p>现行期限请向市信用工作主管部门查询。</p>` : periodTable(periods)}</section>
<section aria-labelledby="hidden"><h2 id="hidden">为什么有些内容不公开</h2>
<p>记录中的证件号码等个人身份信息不向社会公开。另有 ${closed.length} 个目录项整项不公开，原因分别是：</p>
<ul>${[...new Set(closed.map((item) => item.class))].map(
      (one) => html`<li>${CLASS_REASONS[one]}：${closed.filter((item) => item.class === one).length} 项</li>`,
    )}</ul>
<p>已修复、已过公示期、已撤销的记录停止公示。不公开的内容没有在网页上遮盖：它没有离开保管它的部门。</p></section>
<section aria-labelledby="objection"><h2 id="objection">异议申诉</h2>
<p>认为公开的信息与事实不符、超过期限、不应公开，或者不是自己的，都可以提出异议。不收费。</p>
<ol><li>在报告中找到那条记录，点“对此提出异议”，会生成一份已填好记录信息的申请书，可以直接打印。</li>
<li>带上：申请书、营业执照或登记证书复印件、经办人身份证件和授权书、能说明问题的材料。</li>
<li>交到：市信用工作主管部门（市发展和改革委员会）、政务服务中心信用窗口，或者作出决定的机关。网上受理开通以前，以窗口受理为准。</li></ol>
<p>本平台约定的期限（工作日）：受理后 1 日内标注“异议处理中”，3 日内答复；需要来源单位核查的，7 日内答复。国家和自治区另有规定的，从其规定。标注期间，该记录不得作为惩戒的依据。</p></section>
<section aria-labelledby="repair"><h2 id="repair">信用修复</h2>
<p>谁认定，谁修复。同时满足以下条件可以申请：达到最短公示期；已纠正行为、履行全部义务；公开作出信用承诺。不收费。</p>
<ol><li>在报告中找到那条记录，点“申请信用修复”，打印申请书。</li>
<li>带上：申请书、履行义务的证明（能够由部门自行核实的不必提供）、信用承诺书、营业执照或登记证书复印件。</li>
<li>交到：“信用中国”网站、政务服务中心信用窗口，或者作出决定的机关。</li></ol>
<p>认定单位收到后 3 个工作日内决定是否受理，受理后 10 个工作日内作出决定；情况复杂的可以延长。同意修复的，停止公示、停止共享使用，并解除相关措施。</p></section>
<section aria-labelledby="persons"><h2 id="persons">查询本人信息</h2>
<p>自然人的信息只对本人和经本人授权的人开放，本网站不能按姓名或身份证号码查询。本人可以持身份证件到政务服务中心信用窗口查询自己的信息，以及哪些单位查询过自己；网上实名查询开通后，将在这里提供入口。</p></section>
<section aria-labelledby="privacy"><h2 id="privacy">访问与隐私</h2>
<p>本网站不使用 Cookie，不统计个人，不加载任何外部网站的内容，不保存您输入的文字（审计日志只留经密钥处理、不可还原的摘要）。网络地址只在内存中用于限制访问频率。</p></section>
<section aria-labelledby="accessibility"><h2 id="accessibility">无障碍说明</h2>
<p>网站按《网页内容无障碍指南》（WCAG 2.1）AA 级设计：全部功能可以用键盘完成，支持读屏软件、放大到 400% 和打印；不依赖颜色传递信息；关闭脚本也能使用全部功能。遇到障碍，请到政务服务中心信用窗口反映，工作人员可以代为查询和打印。</p></section>`,
  };
}

const SEVERITIES: Readonly<Record<Severity, string>> = { MINOR: '轻微', GENERAL: '一般', SERIOUS: '严重' };

function periodTable(periods: readonly PublicityPeriod[]): Html {
  const rows = periods.map(({ severity, publication, minMonths, maxMonths }) => {
    const isRare = publication !== 'yes';
    const least = isRare ? '原则上不公示' : monthsText(minMonths);
    const most = maxMonths === null ? '不公示' : `${isRare ? '确需公示的，' : ''}${monthsText(maxMonths)}`;
    const repair = minMonths === null || minMonths === 0 ? '履行义务后即可' : '满最短公示期后';
    return html`<tr><th scope="row">${SEVERITIES[severity]}</th><td data-label="最短公示期">${least}</td>
<td data-label="最长公示期">${most}</td><td data-label="申请修复">${repair}</td></tr>`;
  });
  return html`<table class="list"><thead><tr><th scope="col">失信程度</th><th scope="col">最短公示期</th><th scope="col">最长公示期</th><th scope="col">什么时候可以申请修复</th></tr></thead>
<tbody>${rows}</tbody></table>
<p class="hint">依据${periods[0]?.source ?? ''}，适用于现在作出的决定。以前作出的决定和另有规定的领域，以记录所载的公示截止日期为准。</p>`;
}

function monthsText(months: number | null): string {
  if (months === null) return '未规定';
  return months % 12 === 0 && months > 0 ? `${months / 12} 年` : `${months} 个月`;
}
