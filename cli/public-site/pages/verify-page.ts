import { type Html, html } from '../../pages/html.ts';
import { MOST_COUNTED } from '../verification-code.ts';
import type { PageContent } from './layout.ts';

/** What became of a verification. */
export type Verification =
  /** Nothing was asked yet. */
  | { readonly kind: 'open' }
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'foreign' }
  | {
      readonly kind: 'issued';
      readonly day: string;
      /** Titles of the sections with the counts that the report bore. */
      readonly counts: readonly (readonly [title: string, count: number])[];
      readonly subject: string;
      /** Name today; null where the subject is not found any more. */
      readonly name: string | null;
      /** Null where it cannot be told today. */
      readonly isUnchanged: boolean | null;
    };

export function verifyPage(subject: string, code: string, verification: Verification): PageContent {
  return {
    title: '报告验证',
    place: '/verify',
    main: html`<h1>报告验证</h1>
<p class="lead">核对一份打印或存为 PDF 的公共信用报告：是否由本平台出具，内容与今天公开的是否一致。</p>
<form class="verify" action="/verify" method="get">
  <label for="subject">统一社会信用代码<span class="hint">报告首页，18 位</span></label>
  <input id="subject" name="subject" value="${subject}" maxlength="40" required autocomplete="off" spellcheck="false">
  <label for="code">报告验证码<span class="hint">报告末尾，28 位；大小写、空格和连字符都可以</span></label>
  <input id="code" name="code" value="${code}" maxlength="60" required autocomplete="off" spellcheck="false">
  <button type="submit">验证</button>
</form>
${resultOf(verification)}`,
  };
}

function resultOf(verification: Verification): Html {
  switch (verification.kind) {
    case 'open':
      return html``;
    case 'mistyped':
      return html`<div class="note warn" role="alert"><h2>输入有误</h2><p>代码或验证码少了、多了或者错了字符。验证码中没有数字 0、1 和字母 I、O。请对照报告再输入一次。</p></div>`;
    case 'foreign':
      return html`<div class="note bad" role="alert"><h2>不是本平台出具的报告</h2><p>本平台没有为这个统一社会信用代码出具过带有此验证码的报告。请核对两项是否来自同一份报告；如果无误，这份报告不可采信，请以<a href="/">本网站查询结果</a>为准。</p></div>`;
    case 'issued':
      return issued(verification);
  }
}

function issued({ day, counts, subject, name, isUnchanged }: Extract<Verification, { kind: 'issued' }>): Html {
  return html`<div class="note good" role="status"><h2>由本平台出具</h2>
<p>${name === null ? '' : html`<strong>${name}</strong>，`}<span class="code">${subject}</span>，出具日期 <strong class="date">${day}</strong>。</p>
<p>${unchangedText(isUnchanged)}</p>
<p>出具时各板块的记录数如下，请与手中的报告逐项核对；不一致的，报告被改动过。</p>
<table class="counts"><thead><tr>${counts.map(([title]) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody><tr>${counts.map(([title, count]) => html`<td data-label="${title}">${count >= MOST_COUNTED ? `${MOST_COUNTED} 条及以上` : `${count} 条`}</td>`)}</tr></tbody></table>
<p><a class="more" href="/subject/${subject}">查看今天公开的报告，逐字核对</a></p></div>`;
}

function unchangedText(isUnchanged: boolean | null): string {
  if (isUnchanged === null) return '目前无法读取该主体的全部公开信息，不能判断此后有无变化，请稍后再试。';
  return isUnchanged
    ? '出具以后，公开的内容没有变化：今天的报告与当时完全一致。'
    : '出具以后，公开的内容有变化（例如新增、到期、修复或更正）。请以今天公开的报告为准。';
}
