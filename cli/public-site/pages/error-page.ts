import { html } from '../../pages/html.ts';
import type { PageContent } from './layout.ts';

/** What went wrong, as a visitor is told. */
export interface ErrorWords {
  readonly title: string;
  readonly advice: string;
}

const NOT_FOUND: ErrorWords = {
  title: '没有找到这个页面',
  advice: '地址可能有误，或者没有可以公开的信息。请从首页按名称或统一社会信用代码查询。',
};
const UNAVAILABLE: ErrorWords = { title: '暂时无法提供服务', advice: '有部门或者存储暂时没有应答，请稍后再试。' };
const WORDS: Readonly<Record<number, ErrorWords>> = {
  404: NOT_FOUND,
  405: { title: '不支持这种访问方式', advice: '本网站的页面只供浏览，请从首页重新开始。' },
  429: { title: '访问过于频繁', advice: '为保证所有人都能使用，同一网络地址每分钟的访问次数有限。' },
  503: UNAVAILABLE,
};
const INTERNAL: ErrorWords = {
  title: '系统出现问题',
  advice: '这不是您的操作造成的。请稍后再试；如需反馈，请提供下面的编号。',
};

/** @param retryAfter seconds to wait; 0 where that is not known */
export function errorPage(status: number, code: string, requestId: string, retryAfter: number): PageContent {
  const { title, advice } = WORDS[status] ?? INTERNAL;
  return {
    title,
    place: null,
    main: html`<h1>${title}</h1>
<p>${advice}${retryAfter === 0 ? '' : `请在 ${retryAfter} 秒后再试。`}</p>
<p class="hint">代码 <span class="code">${code}</span>，编号 <span class="code">${requestId}</span></p>
<p><a class="more" href="/">返回首页</a></p>`,
  };
}
