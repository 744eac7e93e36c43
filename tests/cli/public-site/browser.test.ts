import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BrowserTab, chromiumPath } from '../../harness/browser.ts';
import { type TestHub, testHub } from '../../harness/test-hub.ts';

const chromium = chromiumPath();
if (chromium === null)
  console.warn('NOT RUN: the browser tests of the public site, since this machine has no Chromium (set CHROMIUM).');

/** WCAG 2.1, 1.4.3 and 1.4.11. */
const LEAST_CONTRAST = 4.5;

(chromium === null ? describe.skip : describe)('in a browser', () => {
  let hub: TestHub;
  let tab: BrowserTab;
  let name: string;
  let code: string;
  let pages: readonly string[];

  beforeAll(async () => {
    hub = await testHub({}, 400, { visitsPerMinute: 100_000 });
    const { data } = await hub.ask('{ marketPenalties(first: 50) { nodes { id subject { name uscc } } } }');
    const found = data.marketPenalties.nodes.find((node: { subject: { uscc: string } | null }) => node.subject?.uscc);
    ({ name, uscc: code } = found.subject);
    const record = `/subject/${code}/objection?record=${encodeURIComponent(found.id)}`;
    pages = [
      '/',
      `/search?q=${encodeURIComponent('贺州')}`,
      `/subject/${code}`,
      record,
      '/models',
      '/verify',
      '/about',
      '/none',
    ];
    tab = await BrowserTab.open(chromium ?? '');
  });
  afterAll(async () => {
    await tab?.[Symbol.asyncDispose]();
    await hub?.[Symbol.asyncDispose]();
  });

  test('no request of any page leaves the origin, and the policy forbids nothing that pages do', async () => {
    tab.requests.length = 0;
    tab.complaints.length = 0;
    for (const path of pages) await tab.open(hub.url + path);
    expect(tab.requests.length).toBeGreaterThan(pages.length);
    expect(tab.requests.map(({ url }) => new URL(url).origin).filter((origin) => origin !== hub.url)).toEqual([]);
    expect(tab.complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });

  test('the policy keeps a page from asking another origin', async () => {
    await tab.open(`${hub.url}/about`);
    const asked = tab.value<string>(`fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')`);
    expect(await asked).toBe('refused');
    expect(tab.complaints.some((text) => text.includes('Content Security Policy'))).toBe(true);
  });

  test('the first load takes less than 300 kB', async () => {
    await tab.send('Network.clearBrowserCache');
    tab.requests.length = 0;
    await tab.open(`${hub.url}/`);
    expect(tab.requests.length).toBeGreaterThanOrEqual(3);
    expect(tab.requests.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(300_000);
  });

  test('by the keyboard alone one comes from the front page to a report', async () => {
    await tab.width(1280);
    await tab.open(`${hub.url}/`);
    for (let tabs = 0; tabs < 15; tabs++) {
      await tab.press('Tab');
      if (await tab.value<boolean>(`document.activeElement.id === 'q'`)) break;
    }
    expect(await tab.value(`getComputedStyle(document.activeElement).outlineStyle`)).toBe('solid');
    await tab.type(name);
    await tab.until(`document.querySelectorAll('[role=option]').length > 0`);
    await tab.press('ArrowDown');
    expect(
      await tab.value(
        `document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent`,
      ),
    ).toContain(name);
    const loaded = tab.event('Page.loadEventFired');
    await tab.press('Enter');
    await loaded;
    expect(await tab.value(`location.pathname`)).toBe(`/subject/${code}`);
    expect(await tab.value(`document.querySelector('h1').textContent`)).toBe(name);
  });

  test('without scripts the same form leads to results', async () => {
    await tab.send('Emulation.setScriptExecutionDisabled', { value: true });
    await tab.open(`${hub.url}/search?q=${encodeURIComponent(name)}`);
    await tab.send('Emulation.setScriptExecutionDisabled', { value: false });
    expect(await tab.value(`[...document.querySelectorAll('table a')].map((a) => a.getAttribute('href'))`)).toContain(
      `/subject/${code}`,
    );
  });

  test("a citizen's number that is typed into the search does not leave the browser", async () => {
    await tab.open(`${hub.url}/`);
    await tab.value(`document.getElementById('q').focus()`);
    tab.requests.length = 0;
    await tab.type('450102199003078515');
    await tab.press('Enter');
    await tab.until(`document.getElementById('q-state').textContent.includes('不提供自然人查询')`);
    expect(tab.requests).toEqual([]);
  });

  test.each([390, 1280])('at a width of %d no page is wider than the screen', async (width) => {
    await tab.width(width);
    for (const path of pages) {
      await tab.open(hub.url + path);
      const isWider = await tab.value(`document.scrollingElement.scrollWidth > ${width}`);
      expect([path, isWider]).toEqual([path, false]);
    }
  });

  test('all text has the contrast of WCAG AA', async () => {
    await tab.width(1280);
    for (const path of pages) {
      await tab.open(hub.url + path);
      expect([path, await tab.value(TEXT_OF_LOW_CONTRAST)]).toEqual([path, []]);
    }
  });

  test('fields have labels, links and buttons have names, ids are there once, and what ids name is there', async () => {
    for (const path of pages) {
      await tab.open(hub.url + path);
      expect([path, await tab.value(ACCESS_FAULTS)]).toEqual([path, []]);
    }
  });

  test('a printed report leaves out what paper cannot do, and keeps the code', async () => {
    await tab.open(`${hub.url}/subject/${code}`);
    await tab.send('Emulation.setEmulatedMedia', { media: 'print' });
    const shown = (selector: string) =>
      tab.value(`getComputedStyle(document.querySelector('${selector}')).display !== 'none'`);
    expect([await shown('.top nav'), await shown('.ways'), await shown('.tools')]).toEqual([false, false, false]);
    expect([await shown('.seal .code'), await shown('.record')]).toEqual([true, true]);
    await tab.send('Emulation.setEmulatedMedia', { media: '' });
    const { data } = await tab.send('Page.printToPDF', { preferCSSPageSize: true });
    expect(Buffer.from(data, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });
});

/** Texts whose colour is too near to what is behind them. */
const TEXT_OF_LOW_CONTRAST = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  return [...document.body.querySelectorAll('*')].filter(own).flatMap((element) => {
    const [one, other] = [light(channels(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return contrast < ${LEAST_CONTRAST} ? [element.textContent.trim() + ' ' + contrast.toFixed(2)] : [];
  });
})()`;

/** What a reader by ear, or by keyboard, would miss. */
const ACCESS_FAULTS = `(() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  for (const field of all('input')) if (field.labels.length === 0) faults.push('no label: ' + field.name);
  for (const control of all('a, button, summary'))
    if (!control.hidden && control.textContent.trim() === '') faults.push('no name: ' + control.outerHTML);
  for (const image of all('img')) if (!image.hasAttribute('alt')) faults.push('no text: ' + image.src);
  const ids = all('[id]').map(({ id }) => id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push('twice: ' + id);
  const named = all('[aria-labelledby], [aria-describedby], [aria-controls]').flatMap((one) =>
    ['aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap((name) => one.getAttribute(name) ?? []));
  const targets = all('a[href^="#"]').map((link) => link.getAttribute('href').slice(1));
  for (const id of [...named, ...targets]) if (!ids.includes(id)) faults.push('not there: ' + id);
  for (const cell of all('th')) if (!cell.hasAttribute('scope')) faults.push('no scope: ' + cell.textContent);
  for (const landmark of ['header', 'nav', 'main', 'footer'])
    if (document.querySelector(landmark) === null) faults.push('no ' + landmark);
  if (document.title === '') faults.push('no title');
  return faults;
})()`;
