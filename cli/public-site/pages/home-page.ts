import { type Html, html } from '../../pages/html.ts';
import type { Models } from '../models.ts';
import type { Notice, PublicFigures } from '../public-figures.ts';
import type { PageContent } from './layout.ts';
import { searchForm } from './search-form.ts';

/** Honoured organisations of each kind of honour on the front page. */
const SHOWN_OF_EACH = 2;

export function homePage(figures: PublicFigures, models: Models): PageContent {
  const total = figures.sections.reduce((sum, { count }) => sum + count, 0);
  return {
    title: '信用查询',
    place: '/',
    main: html`<section class="hero" aria-labelledby="hero">
  <h1 id="hero">查一查，信用记录看得清</h1>
  <p>免费查询贺州市各类组织依法公开的信用记录：来自哪个部门、依据什么、公示到何时、如何申诉。</p>
  ${searchForm('')}
</section>
<section aria-labelledby="figures">
  <h2 id="figures">正在公开的信息<small>共 ${total.toLocaleString('zh-CN')} 条</small></h2>
  <ul class="figures">${figures.sections.map(
    ({ title, count }) => html`<li><strong>${count.toLocaleString('zh-CN')}</strong>${title}</li>`,
  )}</ul>
  ${figures.isComplete ? '' : html`<p class="hint">有部门暂时没有应答，数字和公示可能不全。</p>`}
</section>
<section aria-labelledby="notices">
  <h2 id="notices">最新公示<small>行政许可与行政处罚</small></h2>
  ${figures.notices.length === 0 ? html`<p>目前没有可以显示的公示信息。</p>` : noticeTable(figures.notices)}
</section>
${modelsTeaser(models)}
<section aria-labelledby="rights">
  <h2 id="rights">您的权利</h2>
  <ul class="cards">
    <li><h3><a href="/about#objection">异议申诉</a></h3><p>认为公开的信息有误、超期或者不应公开，可以提出异议。处理期间该记录标注“异议处理中”。</p></li>
    <li><h3><a href="/about#repair">信用修复</a></h3><p>纠正失信行为、履行义务并达到最短公示期后，可以申请提前终止公示。全程不收费。</p></li>
    <li><h3><a href="/verify">报告验证</a></h3><p>收到一份打印的信用报告？输入验证码，核对它是否由本平台出具、内容有无变化。</p></li>
  </ul>
</section>`,
  };
}

function noticeTable(notices: readonly Notice[]): Html {
  return html`<table class="list"><thead><tr><th scope="col">主体</th><th scope="col">事项</th><th scope="col">文书号</th><th scope="col">决定机关</th><th scope="col">决定日期</th></tr></thead>
  <tbody>${notices.map(
    ({ name, uscc, item, documentNo, decidingOrgName, decisionDate }) => html`<tr>
    <th scope="row"><a href="/subject/${uscc}">${name}</a></th><td data-label="事项">${item}</td><td data-label="文书号">${documentNo}</td>
    <td data-label="决定机关">${decidingOrgName}</td><td data-label="决定日期" class="date">${decisionDate}</td></tr>`,
  )}</tbody></table>`;
}

function modelsTeaser({ honours }: Models): Html {
  const honoured = honours.flatMap((one) => one.honoured.slice(0, SHOWN_OF_EACH));
  const seen = [...new Map(honoured.map((one) => [one.uscc, one])).values()];
  if (seen.length === 0) return html``;
  return html`<section aria-labelledby="models">
  <h2 id="models">诚信典型与守信激励</h2>
  <ul class="cards">${seen.map(
    ({ name, uscc, honour, deeds }) =>
      html`<li><h3><a href="/subject/${uscc}">${name}</a></h3><p class="label">${honour}</p><p>${deeds}</p></li>`,
  )}</ul>
  <p><a class="more" href="/models">查看全部诚信典型、荣誉和激励措施</a></p>
</section>`;
}
