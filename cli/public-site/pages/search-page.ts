import { type Html, html } from '../../pages/html.ts';
import type { Found } from '../search.ts';
import type { PageContent } from './layout.ts';
import { searchForm } from './search-form.ts';

/** What became of a search. */
export type SearchOutcome =
  | { readonly kind: 'found'; readonly text: string; readonly found: Found }
  /** It was about a person, who is not looked up; the text is not repeated. */
  | { readonly kind: 'person' }
  | { readonly kind: 'short'; readonly text: string };

/** Words of kinds of subjects. */
export const KINDS: Readonly<Record<string, string>> = { ORGANIZATION: '法人及非法人组织', SOLE_TRADER: '个体工商户' };

export function searchPage(outcome: SearchOutcome): PageContent {
  const text = outcome.kind === 'person' ? '' : outcome.text;
  return {
    title: '查询结果',
    place: '/',
    main: html`<h1>查询结果</h1>
${searchForm(text)}
${resultOf(outcome)}`,
  };
}

function resultOf(outcome: SearchOutcome): Html {
  if (outcome.kind === 'person')
    return html`<div class="note" role="status"><h2>不提供自然人查询</h2><p>您输入的内容像是公民身份号码，本站没有用它查询，也没有保存。自然人的信用信息不向社会公开；本人可以<a href="/about#persons">经实名认证查询自己的信息</a>。</p></div>`;
  if (outcome.kind === 'short')
    return html`<p class="note" role="status">请至少输入名称中连续的两个字，或者完整的 18 位统一社会信用代码。</p>`;
  const { text, found } = outcome;
  if (found.subjects.length === 0)
    return html`<div class="note" role="status"><h2>没有找到“${text}”</h2>
<p>可以试试：只输入名称中最有特点的几个字；核对营业执照上的 18 位统一社会信用代码。</p>
<p>没有找到，不表示该组织不存在，也不表示其信用状况好或者不好：它可能不在贺州市登记。</p></div>`;
  return html`<p role="status">名称中含有“${text}”的组织，按与名称的吻合程度排列，与信用状况无关。</p>
<table class="list"><thead><tr><th scope="col">名称</th><th scope="col">统一社会信用代码</th><th scope="col">类别</th><th scope="col">地区</th></tr></thead>
<tbody>${found.subjects.map(
    ({ name, uscc, kind, area }) => html`<tr><th scope="row"><a href="/subject/${uscc}">${name}</a></th>
<td data-label="代码" class="code">${uscc}</td><td data-label="类别">${KINDS[kind] ?? ''}</td><td data-label="地区">${area}</td></tr>`,
  )}</tbody></table>
${found.next === null ? '' : html`<p><a class="more" href="/search?q=${encodeURIComponent(text)}&amp;after=${encodeURIComponent(found.next)}">下一页</a></p>`}`;
}
