import { type Html, html } from '../../pages/html.ts';
import type { ClosedItem } from '../catalogue-words.ts';
import type { HiddenReason, Report, ReportItem, ReportRecord, ReportSection, ReportSubject } from '../report.ts';
import { SHOWN_RECORDS } from '../report-query.ts';
import type { PageContent } from './layout.ts';
import { CLASS_REASONS, HIDDEN_REASONS } from './reasons.ts';
import { KINDS } from './search-page.ts';

export interface ReportPageSetting {
  /** The code that was asked for. */
  readonly asked: string;
  /** Printed, so that `/verify` can be asked; null where the report is not complete. */
  readonly code: string | null;
  /** When the report was made, in the city's time. */
  readonly madeAt: string;
  readonly closed: readonly ClosedItem[];
}

/** The whole public report of a subject. */
export function reportPage(report: Report, setting: ReportPageSetting): PageContent {
  const { subject, sections, isComplete } = report;
  const { asked, code, madeAt, closed } = setting;
  return {
    title: `${subject.name} 公共信用报告`,
    place: '/',
    main: html`<article class="report">
<header>
  <p class="label">公共信用报告</p>
  <h1>${subject.name}</h1>
  ${subject.uscc !== null && subject.uscc !== asked ? html`<p class="note">您查询的编号 <span class="code">${asked}</span> 对应的主体，现为下列主体或由其承继。</p>` : ''}
  ${identity(subject, report.reportNo, madeAt)}
  ${isComplete ? '' : html`<p class="note warn" role="alert">有部门暂时没有应答，本页可能不完整，因此不带验证码。请稍后刷新再打印。</p>`}
  <p class="tools"><button type="button" data-print hidden>打印或存为 PDF</button></p>
  ${history(subject)}
</header>
<nav aria-label="报告板块" class="sections"><ul>${sections.map(
      ({ field, title, count }) => html`<li><a href="#${field}">${title}<strong>${count}</strong></a></li>`,
    )}</ul></nav>
${sections.map((section) => sectionPart(section, subject))}
${closedPart(closed)}
${verification(code, subject)}
</article>`,
  };
}

function identity({ uscc, kind, area, formerNumbers }: ReportSubject, reportNo: string, madeAt: string): Html {
  const rows: readonly (readonly [string, string])[] = [
    ['统一社会信用代码', uscc ?? '（尚无）'],
    ['主体类别', KINDS[kind] ?? ''],
    ['登记地区', area ?? '（未登记）'],
    ['旧编号', formerNumbers.join('、')],
    ['报告编号', reportNo],
    ['生成时间', madeAt],
  ];
  return facts(rows.filter(([, value]) => value !== ''));
}

function facts(rows: readonly (readonly [label: string, value: string])[]): Html {
  return html`<dl class="facts">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function history({ history: steps }: ReportSubject): Html {
  if (steps.length === 0) return html``;
  return html`<section class="note" aria-labelledby="history"><h2 id="history">合并、分立沿革</h2>
<ol>${steps.map(({ date, kind, from, to }) => html`<li><span class="date">${date}</span> ${kind}：${from ?? '原主体'} → ${to}</li>`)}</ol>
<p>被承继主体的记录一并列示，并注明“原属”。</p></section>`;
}

function sectionPart({ field, title, items, count }: ReportSection, subject: ReportSubject): Html {
  return html`<section class="board" aria-labelledby="${field}">
<h2 id="${field}">${title}<small>${count} 条</small></h2>
${items.length === 0 ? html`<p class="none">没有正在公开的记录。</p>` : items.map((item) => itemPart(item, subject))}
</section>`;
}

function itemPart(item: ReportItem, subject: ReportSubject): Html {
  const { title, department, count, records } = item;
  if (count === null) return html`<h3>${title}</h3><p class="note warn">${department}暂时没有应答，请稍后再试。</p>`;
  return html`<section class="item"><h3>${title}<small>${department}，${count} 条</small></h3>
${records.map((record) => recordPart(record, item, subject))}
${count > records.length ? html`<p class="hint">这里列出最近的 ${SHOWN_RECORDS} 条，其余可以到来源单位查询。</p>` : ''}
${hiddenPart(item)}</section>`;
}

function recordPart(record: ReportRecord, { isAdverse }: ReportItem, subject: ReportSubject): Html {
  const { id, documentNo, state, stateText, about, publicityEndDate } = record;
  const source: readonly (readonly [string, string])[] = [
    ['决定机关', record.decidingOrgName],
    ['决定日期', record.decisionDate],
    ['公示截止', publicityEndDate ?? '未设截止期'],
    ['数据来源', record.sourceOrgName],
    ['法律依据', record.legalBasis],
  ];
  const place = `/subject/${encodeURIComponent(subject.uscc ?? '')}`;
  const query = `record=${encodeURIComponent(id)}`;
  return html`<article class="record">
<h4>${documentNo}<span class="state ${state === 'UNDER_OBJECTION' ? 'marked' : ''}">${stateText}</span></h4>
${about === null ? '' : html`<p class="hint">原属 ${about}</p>`}
${facts(record.facts)}
${facts(source)}
${
  subject.uscc === null
    ? ''
    : html`<p class="ways"><a href="${place}/objection?${query}">对此提出异议<span class="unseen">：${documentNo}</span></a>${
        isAdverse
          ? html`<a href="${place}/repair?${query}">申请信用修复<span class="unseen">：${documentNo}</span></a>`
          : ''
      }</p>`
}
</article>`;
}

function hiddenPart({ hidden }: ReportItem): Html {
  const reasons = [...new Set(hidden.map(({ reason }) => reason))];
  return html`${reasons.map((reason: HiddenReason) => {
    const labels = hidden.filter((one) => one.reason === reason).map(({ label }) => label);
    return html`<p class="hidden-fields"><strong>未公开的数据项：</strong>${labels.join('、')}。原因：${HIDDEN_REASONS[reason]}。<a href="/about#hidden">为什么有些内容不公开？</a></p>`;
  })}`;
}

function closedPart(closed: readonly ClosedItem[]): Html {
  const classes = [...new Set(closed.map((item) => item.class))];
  return html`<section class="board" aria-labelledby="closed"><h2 id="closed">不在本报告中的信息</h2>
<p>下列信息依照目录不向社会公开。没有列示，不表示该主体有或者没有这些记录。</p>
<details><summary>查看未公开的目录项及原因（${closed.length} 项）</summary>
${classes.map(
  (one) =>
    html`<p><strong>${CLASS_REASONS[one]}：</strong>${closed
      .filter((item) => item.class === one)
      .map(({ title, department }) => `${title}（${department}）`)
      .join('、')}。</p>`,
)}</details></section>`;
}

function verification(code: string | null, { uscc }: ReportSubject): Html {
  if (code === null || uscc === null) return html``;
  return html`<section class="seal" aria-labelledby="seal"><h2 id="seal">报告验证码</h2>
<p class="code big">${code}</p>
<p>收到本报告的人，可以在本网站“报告验证”栏目（<a href="/verify?subject=${uscc}&amp;code=${code}">/verify</a>）输入统一社会信用代码和上面的验证码，核对报告是否由本平台出具、内容是否变化。</p>
<p class="hint">本报告如实列示各部门依法公开的记录，反映生成当时的情况；不作评分，不作排名，不代替行政、司法机关的决定。</p></section>`;
}
