import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { reportPage } from '../../../cli/public-site/pages/report-page.ts';
import { searchPage } from '../../../cli/public-site/pages/search-page.ts';
import type { Report } from '../../../cli/public-site/report.ts';
import { type TestHub, testHub } from '../../harness/test-hub.ts';

/** Someone who exists in the synthetic city, with a penalty. */
interface Punished {
  readonly name: string;
  readonly uscc: string;
  readonly documentNo: string;
}

let hub: TestHub;
let punished: Punished;
const fetches: string[] = [];

beforeAll(async () => {
  hub = await testHub({ onFetch: (_, document) => fetches.push(document) }, 400, { visitsPerMinute: 100_000 });
  const { data } = await hub.ask('{ marketPenalties(first: 50) { nodes { documentNo subject { name uscc } } } }');
  const found = data.marketPenalties.nodes.find(({ subject }: { subject: Punished | null }) => subject?.uscc != null);
  punished = { documentNo: found.documentNo, ...found.subject };
});
afterAll(() => hub[Symbol.asyncDispose]());

const HTML = { accept: 'text/html' };

async function page(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(hub.url + path, { headers: { ...HTML, ...headers } });
  return response.text();
}

/** Without following it anywhere, as `fetch` would. */
async function answer(path: string, headers: Readonly<Record<string, string>> = HTML, method: 'GET' | 'POST' = 'GET') {
  const { statusCode, headers: sent, body } = await request(hub.url + path, { method, headers });
  return { status: statusCode, headers: sent, body: Buffer.from(await body.arrayBuffer()) };
}

function everyPage(): readonly string[] {
  const report = `/subject/${punished.uscc}`;
  return ['/', '/search?q=%E8%B4%BA%E5%B7%9E', '/models', '/about', '/verify', report, '/nothing/here'];
}

describe('every page', () => {
  test('lets a browser load from this site alone, run nothing inline, and stands in no frame', async () => {
    for (const path of everyPage()) {
      const { headers, body } = await answer(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      const text = body.toString('utf8');
      expect(text).not.toMatch(/<script(?![^>]*\ssrc="\/assets\/)|<style|\sstyle=|\son\w+=|javascript:/i);
      for (const [, address] of text.matchAll(/(?:src|href|action)="([^"]*)"/g)) expect(address).toMatch(/^[/#](?!\/)/);
    }
  });

  test('comes with all that it loads in less than 300 kB', async () => {
    for (const path of everyPage()) {
      const { body } = await answer(path, { ...HTML, 'accept-encoding': 'gzip' });
      const text = gunzipSync(body).toString('utf8');
      const assets = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '');
      expect(assets).toHaveLength(3);
      const loaded = await Promise.all(assets.map((address) => answer(address, { 'accept-encoding': 'gzip' })));
      expect(loaded.map(({ status }) => status)).toEqual([200, 200, 200]);
      const bytes = loaded.reduce((sum, asset) => sum + asset.body.length, body.length);
      expect(bytes).toBeLessThan(300_000);
    }
  });

  test('has one heading of the first rank, skips none below it, and a language', async () => {
    for (const path of everyPage()) {
      const text = await page(path);
      const ranks = [...text.matchAll(/<h([1-6])/g)].map(([, rank]) => Number(rank));
      expect(ranks.filter((rank) => rank === 1)).toHaveLength(1);
      ranks.reduce((before, rank) => {
        expect(rank - before).toBeLessThanOrEqual(1);
        return rank;
      });
      expect(text).toContain('<html lang="zh-CN">');
    }
  });
});

describe('a search', () => {
  test('finds organisations by a part of the name, and leads to their reports', async () => {
    const text = await page(`/search?q=${encodeURIComponent(punished.name.slice(0, 6))}`);
    expect(text).toMatch(/href="\/subject\/[0-9A-Z]{18}"/);
  });

  test('by code goes to the report at once', async () => {
    const { status, headers } = await answer(`/search?q=${punished.uscc.toLowerCase()}`);
    expect([status, headers.location]).toEqual([303, `/subject/${punished.uscc}`]);
  });

  test('suggests subjects as one types', async () => {
    const { body } = await answer(`/suggest?q=${encodeURIComponent(punished.name)}`);
    expect(JSON.parse(body.toString('utf8')).suggestions).toContainEqual(
      expect.objectContaining({ name: punished.name, code: punished.uscc }),
    );
    expect(JSON.parse((await answer('/suggest?q=a')).body.toString('utf8'))).toEqual({ suggestions: [] });
  });

  test.each(['/search?q=', '/suggest?q=', '/verify?code=A&subject=', '/verify?subject=A&code=', '/subject/'])(
    'for a person at %s asks no department, and keeps the number out of page and address',
    async (begin) => {
      fetches.length = 0;
      for (const number of ['450102199003078515', '450102 19900307 851X', '450102900307851']) {
        const { headers, body } = await answer(begin + encodeURIComponent(number));
        expect(String(headers.location ?? '') + body.toString('utf8')).not.toMatch(/900307/);
      }
      expect(fetches).toEqual([]);
    },
  );

  test('never repeats what was typed as part of the page', async () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror='x'>`;
    for (const path of ['/search?q=', '/verify?subject=1&code=', '/verify?code=1&subject=', '/search?q=ab&after=']) {
      const text = await page(path + encodeURIComponent(hostile));
      expect(text).not.toMatch(/<script>|<img/i);
    }
    expect(searchPage({ kind: 'found', text: hostile, found: { subjects: [], next: hostile } }).main.text).not.toMatch(
      /<script>|<img/,
    );
  });
});

describe('a report', () => {
  test('has the eight sections, and of each record the source, basis, dates and state', async () => {
    const text = await page(`/subject/${punished.uscc}`);
    for (const title of ['行政管理', '诚实守信', '严重失信', '经营异常', '信用承诺', '信用评价', '司法判决', '其他'])
      expect(text).toMatch(new RegExp(`<h2 id="\\w+">${title}`));
    const record = /<article class="record">(?:(?!<\/article>).)*/s.exec(
      text.slice(text.indexOf(punished.documentNo) - 60),
    );
    for (const label of ['决定机关', '决定日期', '公示截止', '数据来源', '法律依据'])
      expect(record?.[0]).toContain(`<dt>${label}</dt>`);
    expect(record?.[0]).toContain('class="state ');
    expect(text).not.toMatch(/[评得总]分[：:]|信用等级[：:]\s*[A-D]</);
  });

  test('says in plain words which fields are not public, and why', async () => {
    const text = await page(`/subject/${punished.uscc}`);
    expect(text).toContain('法定代表人证件号码');
    expect(text).toContain('属于个人身份信息，依法不向社会公开');
  });

  test('asks departments as the public, whoever visits and whatever headers come along', async () => {
    const { data } = await hub.ask('{ subjectByCode(code: "91451102MA5T00010P") { id } }', {}, { authorization: 'x' });
    expect(data).toBeUndefined(); // the graph itself refuses such a header
    for (const headers of [{}, { authorization: 'Bearer x.y.z', 'x-credit-purpose': 'credit-report' }]) {
      fetches.length = 0;
      const text = await page(`/subject/${punished.uscc}`, headers);
      expect(text).toContain(punished.name);
      expect(fetches.length).toBeGreaterThan(5);
      const asked = fetches.join('\n');
      expect(asked).toContain('decidingOrgName');
      expect(asked).not.toMatch(/IdNo\b|IdType\b|identityNo|taxCreditRating\b|productInspections/);
    }
  });

  test('writes what records say as text', () => {
    const hostile = '<b onclick=x>"&\'';
    const report = madeUp(hostile);
    const text = reportPage(report, { asked: hostile, code: hostile, madeAt: hostile, closed: [] }).main.text;
    expect(text).not.toContain('<b onclick');
    expect(text).toContain('&#60;b onclick=x&#62;');
  });

  test('offers a filled-in form to object to each record, and to have an adverse one repaired', async () => {
    const text = await page(`/subject/${punished.uscc}`);
    for (const desk of ['objection', 'repair']) {
      const from = text.indexOf(punished.documentNo);
      const address = new RegExp(`href="(/subject/${punished.uscc}/${desk}\\?record=[^"]+)"`).exec(
        text.slice(from),
      )?.[1];
      const form = await page(String(address).replace(/&#38;/g, '&'));
      for (const said of [punished.documentNo, punished.name, '需要带上', '交到哪里', '多久答复'])
        expect(form).toContain(said);
    }
    expect((await answer(`/subject/${punished.uscc}/objection?record=nobody`)).status).toBe(404);
  });

  test('is printed with a code that /verify knows, and calls tampered, foreign and mistyped ones what they are', async () => {
    const text = await page(`/subject/${punished.uscc}`);
    const code = /class="code big">([0-9A-Z-]+)</.exec(text)?.[1] ?? '';
    const verified = (subject: string, typed: string) => page(`/verify?subject=${subject}&code=${typed}`);
    expect(await verified(punished.uscc, code)).toMatch(/由本平台出具.*2026-11-02.*今天的报告与当时完全一致/s);
    expect(await verified('91451102MA5T00010P', code)).toContain('不是本平台出具的报告');
    expect(await verified(punished.uscc, code.replace(/.$/, code.endsWith('A') ? 'B' : 'A'))).toContain('输入有误');
  });

  test('of nobody is not found, like any other address', async () => {
    for (const path of [
      '/subject/91451102MA5T00010P',
      '/subject/%00',
      '/subject/%E0%A4%A',
      '/subject/',
      '//',
      '/index.php',
    ]) {
      const { status, headers, body } = await answer(path);
      expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(body.toString('utf8')).toContain('没有找到这个页面');
    }
    const { status, body } = await answer('/nothing', { accept: 'application/json' });
    expect([status, JSON.parse(body.toString('utf8')).errors[0].extensions.code]).toEqual([404, 'NOT_FOUND']);
  });
});

test('the front page says how much is public, leaves nothing out, and leads to the latest decisions', async () => {
  const text = await page('/');
  expect(text).toMatch(/共 [1-9][\d,]* 条/);
  expect(text).not.toContain('可能不全');
  expect(text).toMatch(/<th scope="row"><a href="\/subject\/[0-9A-Z]{18}">/);
});

test('the page of models shows honours by date and what comes of them, and no persons', async () => {
  const text = await page('/models');
  for (const said of ['诚信典型', '行政审批绿色通道', '不作排名']) expect(text).toContain(said);
  const tables = text
    .split('</table>')
    .map((table) => [...table.matchAll(/class="date">([\d-]+)</g)].map(([, day]) => day));
  expect(Math.max(...tables.map((days) => days.length))).toBeGreaterThan(1);
  for (const days of tables) expect(days).toEqual([...days].sort().reverse());
});

test('browsers may hold pages without a subject and ask whether they have changed; nobody keeps a report', async () => {
  const first = await answer('/about');
  const tag = String(first.headers.etag);
  const again = await answer('/about', { ...HTML, 'if-none-match': tag });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const report = await answer(`/subject/${punished.uscc}`);
  expect(report.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, noarchive' });
});

test('pages take GET only', async () => {
  const { status, headers } = await answer('/about', HTML, 'POST');
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
});

test('who asks too much is told how long to wait, and departments are not asked', async () => {
  let asked = 0;
  await using small = await testHub({ onFetch: () => asked++ }, 400, { visitsPerMinute: 3 });
  const visit = () => fetch(`${small.url}/search?q=ab`, { headers: HTML });
  for (let n = 0; n < 3; n++) expect((await visit()).status).toBe(200);
  const before = asked;
  const refused = await visit();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '20']);
  expect(await refused.text()).toMatch(/访问过于频繁.*请在 20 秒后再试/s);
  expect(asked).toBe(before);
  expect(
    (await fetch(`${small.url}/graphql?query=%7B__typename%7D`, { headers: { 'apollo-require-preflight': '1' } }))
      .status,
  ).toBe(200);
});

function madeUp(text: string): Report {
  const record = {
    ...{ id: text, documentNo: text, state: text, stateText: text, decidingOrgName: text, decisionDate: text },
    ...{ sourceOrgName: text, legalBasis: text, publicityEndDate: text, about: text, facts: [[text, text]] as const },
  };
  const hidden = [{ label: text, reason: 'personal' as const }];
  const item = { title: text, department: text, isAdverse: true, count: 1, records: [record], hidden };
  const history = [{ date: text, kind: text, from: text, to: text }];
  return {
    reportNo: text,
    generatedAt: new Date(0),
    subject: { name: text, uscc: text, kind: text, area: text, formerNumbers: [text], history },
    sections: [{ field: text, title: text, items: [item], count: 1 }],
    isComplete: true,
  };
}
