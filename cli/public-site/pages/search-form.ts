import { type Html, html } from '../../pages/html.ts';

/** The form that finds an organisation; without scripts it works without suggestions. */
export function searchForm(text: string): Html {
  return html`<form class="search" action="/search" method="get" role="search" data-suggest="/suggest">
  <label for="q">企业、个体工商户、社会组织的名称或统一社会信用代码</label>
  <div class="row">
    <input id="q" name="q" type="search" value="${text}" maxlength="100" required autocomplete="off" spellcheck="false" aria-describedby="q-hint">
    <button type="submit">查询</button>
  </div>
  <p id="q-hint" class="hint">名称至少输入两个字。不提供自然人查询，请勿输入身份证号码或个人姓名。</p>
  <p id="q-state" class="hint" role="status"></p>
</form>`;
}
