import { type Html, html } from '../../pages/html.ts';
import type { HonourList, Models } from '../models.ts';
import type { PageContent } from './layout.ts';

/** Who is honoured for integrity, and what they have of it. */
export function modelsPage({ honours, lists, incentives }: Models): PageContent {
  return {
    title: '红名单与守信激励',
    place: '/models',
    main: html`<h1>红名单与守信激励</h1>
<p class="lead">诚信典型和荣誉由有关部门依规认定。下面按认定日期先后列示，不作评分，不作排名；自然人不在此列示。</p>
${honours.map(honourPart)}
<section aria-labelledby="incentives"><h2 id="incentives">守信主体可以享受的激励</h2>
<p>由实施部门在办理具体事项时核定，不需要凭证明申请。</p>
<table class="list"><thead><tr><th scope="col">激励措施</th><th scope="col">内容</th><th scope="col">谁可以享受</th><th scope="col">实施部门</th><th scope="col">依据</th></tr></thead>
<tbody>${incentives.map(
      ({
        name,
        content,
        eligibility,
        bodies,
        legalBasis,
      }) => html`<tr><th scope="row">${name}</th><td data-label="内容">${content}</td>
<td data-label="谁可以享受">${eligibility}</td><td data-label="实施部门">${bodies}</td><td data-label="依据">${legalBasis}</td></tr>`,
    )}</tbody></table></section>
<section aria-labelledby="lists"><h2 id="lists">守信名单由谁认定</h2>
<table class="list"><thead><tr><th scope="col">名单</th><th scope="col">认定单位</th><th scope="col">依据</th></tr></thead>
<tbody>${lists.map(
      ({ name, owner, legalBasis }) =>
        html`<tr><th scope="row">${name}</th><td data-label="认定单位">${owner}</td><td data-label="依据">${legalBasis}</td></tr>`,
    )}</tbody></table></section>`,
  };
}

function honourPart({ title, department, count, honoured }: HonourList, index: number): Html {
  if (honoured.length === 0) return html``;
  return html`<section aria-labelledby="honour-${index}"><h2 id="honour-${index}">${title}<small>${department}，共 ${count} 条</small></h2>
<table class="list"><thead><tr><th scope="col">主体</th><th scope="col">荣誉</th><th scope="col">事由</th><th scope="col">认定单位</th><th scope="col">认定日期</th></tr></thead>
<tbody>${honoured.map(
    ({
      name,
      uscc,
      honour,
      deeds,
      decidingOrgName,
      decisionDate,
    }) => html`<tr><th scope="row"><a href="/subject/${uscc}">${name}</a></th>
<td data-label="荣誉">${honour}</td><td data-label="事由">${deeds}</td><td data-label="认定单位">${decidingOrgName}</td><td data-label="认定日期" class="date">${decisionDate}</td></tr>`,
  )}</tbody></table>
${count > honoured.length ? html`<p class="hint">列出最近认定的 ${honoured.length} 条。</p>` : ''}</section>`;
}
