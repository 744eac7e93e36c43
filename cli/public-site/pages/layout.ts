import { type Html, html } from '../../pages/html.ts';

/** What frames every page. */
export interface Frame {
  /** Addresses of what pages load, all of the site itself. */
  readonly style: string;
  readonly script: string;
  readonly icon: string;
  /** Stands above every page, such as that the data is synthetic; null for none. */
  readonly notice: string | null;
  /** Address of the page for developers; null where there is none. */
  readonly developers: string | null;
}

/** A page without its frame. */
export interface PageContent {
  readonly title: string;
  /** Address of the entry of the menu that it belongs to; null for none. */
  readonly place: string | null;
  readonly main: Html;
}

const MENU: readonly (readonly [address: string, name: string])[] = [
  ['/', '信用查询'],
  ['/models', '诚信典型'],
  ['/verify', '报告验证'],
  ['/about', '公开与权利'],
];

/** The whole document. */
export function layout({ title, place, main }: PageContent, frame: Frame): string {
  const { style, script, icon, notice, developers } = frame;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - 信用贺州</title>
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
<script src="${script}" defer></script>
</head>
<body>
<a class="skip" href="#main">跳到主要内容</a>
${notice === null ? '' : html`<p class="demo">${notice}</p>`}
<header class="top">
  <div class="wide">
    <a class="brand" href="/">信用贺州<span>公共信用信息公示与查询</span></a>
    <nav aria-label="主导航"><ul class="menu">
      ${MENU.map(([address, name]) => html`<li><a href="${address}"${current(address === place)}>${name}</a></li>`)}
    </ul></nav>
  </div>
</header>
<main id="main" class="wide" tabindex="-1">
${main}
</main>
<footer class="bottom">
  <div class="wide">
    <p>本网站只展示依法公开的公共信用信息，不作评分，不作排名。信息由各来源单位提供并负责。</p>
    <p><a href="/about">公开范围与期限</a><a href="/about#objection">异议申诉</a><a href="/about#repair">信用修复</a><a href="/about#accessibility">无障碍说明</a>${
      developers === null ? '' : html`<a href="${developers}">开发者</a>`
    }</p>
  </div>
</footer>
</body>
</html>
`.text;
}

function current(isCurrent: boolean): Html {
  return isCurrent ? html` aria-current="page"` : html``;
}
