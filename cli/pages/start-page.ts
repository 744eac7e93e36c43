import type { Page } from '../../gateway/http-server.ts';
import type { HubStore } from '../../storage/port.ts';
import { currentName } from '../../subgraphs/_runtime/department.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { type PersonaSight, personaSights, SHOWN_FIELDS } from '../demo/persona-sights.ts';
import { personas } from '../demo/personas.ts';
import { sampleSubject } from '../demo/sample-subject.ts';
import { type Html, html } from './html.ts';
import { sampleQueries } from './sample-queries.ts';
import { START_PAGE_STYLE } from './start-page-style.ts';

/** What the page is made for. */
export interface StartPageSetting {
  /** Day in the city, YYYY-MM-DD. */
  readonly today: string;
  /** Where the hub listens, such as `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** Folder with the keys of the demo's issuers. */
  readonly data: string;
}

/** The page for developers of the demo: what is running, who one can be, and what to ask. */
export async function startPage(
  subgraphs: readonly Subgraph[],
  store: HubStore,
  { today, origin, data }: StartPageSetting,
): Promise<Page> {
  const figures = await store.figures();
  const sample = await sampleSubject(store, today);
  const queries = sampleQueries(sample);
  const sights = sample === null ? [] : await personaSights({ origin, data, subject: sample.id });
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>贺州市公共信用信息共享枢纽</title>
<style>${START_PAGE_STYLE}</style>
</head>
<body>
<header>
  <h1>贺州市公共信用信息共享枢纽</h1>
  <p class="notice" role="note">演示模式：数据均为合成，密钥存放于数据目录，仅监听本机。请勿用于真实数据。</p>
</header>
<main>
  <section aria-labelledby="figures">
    <h2 id="figures">正在运行</h2>
    <ul class="figures">
      ${figure(subgraphs.filter(({ recordTypes }) => recordTypes.length > 0).length, '个部门')}
      ${figure(
        subgraphs.reduce((sum, { recordTypes }) => sum + recordTypes.length, 0),
        '个目录项',
      )}
      ${figure(figures.subjects, '个信用主体')}
      ${figure(figures.records, '条信用记录')}
    </ul>
    <p>统一图的地址是 <code>/graphql</code>（GraphQL，POST JSON）。无令牌者只见主动公开的信息；其余按共享协议、用途和授权逐字段开放。
    模式见 <a href="/schema.graphql"><code>/schema.graphql</code></a>（SDL；不带令牌只列公开部分，带令牌则列全部目录，并注明共享属性和提供部门）。</p>
  </section>
  <section aria-labelledby="queries">
    <h2 id="queries">三个可以直接复制的查询</h2>
    ${queries.map(({ title, query }) => html`<h3>${title}</h3><pre><code>${curl(origin, query)}</code></pre>`)}
  </section>
  <section aria-labelledby="personas">
    <h2 id="personas">演示身份</h2>
    <p>不带令牌即为社会公众。其余身份用下面的命令取得令牌，放入请求头 <code>authorization: Bearer …</code>。</p>
    <div class="scroll"><table>
      <thead><tr><th scope="col">身份</th><th scope="col">说明</th><th scope="col">取得令牌</th></tr></thead>
      <tbody>
        <tr><td>anonymous</td><td>社会公众</td><td>无需令牌</td></tr>
        ${personas.map(
          ({ name, title }) =>
            html`<tr><td>${name}</td><td>${title}</td><td><code>npm run -s credit-hub -- token ${name}</code></td></tr>`,
        )}
      </tbody>
    </table></div>
    <h3>同一主体，不同身份所见${sample === null ? '' : html`：${sample.name}`}</h3>
    <p>每次打开本页都向本平台实际查询一次；查询记入审计日志。</p>
    <div class="scroll"><table>
      <thead><tr><th scope="col">身份</th>${SHOWN_FIELDS.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
      <tbody>${sights.map(sightRow)}</tbody>
    </table></div>
  </section>
  <section aria-labelledby="departments">
    <h2 id="departments">部门与目录项</h2>
    <div class="scroll"><table>
      <thead><tr><th scope="col">部门</th><th scope="col">代码</th><th scope="col">目录项（共享属性）</th></tr></thead>
      <tbody>${subgraphs.filter(({ recordTypes }) => recordTypes.length > 0).map(departmentRow)}</tbody>
    </table></div>
  </section>
</main>
</body>
</html>`;
  return { contentType: 'text/html; charset=utf-8', body: page.text };
}

const CLASS_NAMES = {
  PUBLIC: '公开',
  UNCONDITIONAL: '无条件共享',
  CONDITIONAL: '有条件共享',
  AUTHORIZED: '授权查询',
  CLOSED: '不予共享',
} as const;

function departmentRow({ department, recordTypes }: Subgraph): Html {
  const items = recordTypes.map(
    ({ entry }) =>
      html`<li>${entry.title} <span class="${entry.class === 'PUBLIC' ? 'open' : 'closed'}">${CLASS_NAMES[entry.class]}</span></li>`,
  );
  return html`<tr><td>${currentName(department).zh}</td><td>${department.code}</td><td><ul>${items}</ul></td></tr>`;
}

function sightRow({ name, cells }: PersonaSight): Html {
  const shown = cells.map(({ kind, text }) =>
    kind === 'denied' ? html`<td><span class="closed">${text}</span></td>` : html`<td>${text}</td>`,
  );
  return html`<tr><th scope="row">${name}</th>${shown}</tr>`;
}

function figure(value: number, unit: string): Html {
  return html`<li><strong>${value.toLocaleString('zh-CN')}</strong> ${unit}</li>`;
}

function curl(origin: string, query: string): string {
  const oneLine = JSON.stringify({ query: query.replace(/\s+/g, ' ') });
  return `curl -s ${origin}/graphql -H 'content-type: application/json' \\\n  -d '${oneLine}'\n\n${query}`;
}
