import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';

/** Where a Chromium stands on this machine; null where there is none. */
export function chromiumPath(): string | null {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find((place) => place !== undefined && existsSync(place)) ?? null;
}

/** A message of the DevTools protocol. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the protocol has hundreds of shapes
  readonly params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  readonly result?: any;
  readonly error?: { readonly message: string };
}

/** A request that a page has sent. */
export interface SentRequest {
  readonly url: string;
  /** Bytes over the wire; 0 while it is under way. */
  bytes: number;
}

/** A tab of a headless Chromium, driven over the DevTools protocol. */
export class BrowserTab {
  readonly requests: SentRequest[] = [];
  /** Whatever the console, the policy or a script complained about. */
  readonly complaints: string[] = [];
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #socket: WebSocket;
  readonly #byId = new Map<string, SentRequest>();
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Set<(method: string) => void>();
  #session = '';
  #id = 0;

  private constructor(browser: ChildProcess, folder: string, socket: WebSocket) {
    this.#process = browser;
    this.#folder = folder;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Message));
  }

  static async open(path: string): Promise<BrowserTab> {
    const folder = mkdtempSync(join(tmpdir(), 'credit-hub-browser-'));
    const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-extensions'];
    const target = [`--user-data-dir=${folder}`, '--remote-debugging-port=0', 'about:blank'];
    const browser = spawn(path, [...flags, ...quiet, ...target], { stdio: 'ignore' });
    const socket = new WebSocket(await devToolsAddress(join(folder, 'DevToolsActivePort')));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const tab = new BrowserTab(browser, folder, socket);
    const { targetId } = await tab.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await tab.send('Target.attachToTarget', { targetId, flatten: true });
    tab.#session = sessionId;
    for (const domain of ['Page', 'Network', 'Runtime', 'Log']) await tab.send(`${domain}.enable`);
    return tab;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the protocol has hundreds of shapes
  async send(method: string, params: object = {}): Promise<any> {
    const id = ++this.#id;
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    const session = this.#session === '' ? {} : { sessionId: this.#session };
    this.#socket.send(JSON.stringify({ id, method, params, ...session }));
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Opens an address, and waits until all is loaded. */
  async open(url: string): Promise<void> {
    const loaded = this.event('Page.loadEventFired');
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** Waits for the next event of the kind. */
  event(method: string): Promise<void> {
    return new Promise((resolve) => {
      const listener = (happened: string) => {
        if (happened !== method) return;
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }

  /** The value of an expression in the page; a promise is awaited. */
  async value<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? 'it failed');
    return result.value as T; // cast: the caller knows its expression
  }

  /** Waits until an expression is true in the page. */
  until(condition: string): Promise<void> {
    return this.value(`new Promise((resolve) => {
      const look = () => ((${condition}) ? resolve() : requestAnimationFrame(look));
      look();
    })`);
  }

  /** Presses and releases a key that has a name, such as Tab. */
  async press(key: 'Tab' | 'ArrowDown' | 'Enter' | 'Escape'): Promise<void> {
    const windowsVirtualKeyCode = { Tab: 9, ArrowDown: 40, Enter: 13, Escape: 27 }[key];
    const text = key === 'Enter' ? { text: '\r' } : {};
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, windowsVirtualKeyCode, ...text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode });
  }

  async type(text: string): Promise<void> {
    await this.send('Input.insertText', { text });
  }

  /** Shows pages as on a screen of this width, in CSS pixels. */
  async width(width: number): Promise<void> {
    const screen = { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 };
    await this.send('Emulation.setDeviceMetricsOverride', screen);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#session = ''; // to the browser itself
    void this.send('Browser.close');
    await ended;
    this.#socket.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #take({ id, method, params, result, error }: Message): void {
    if (id !== undefined) {
      this.#waiting.get(id)?.({ result, ...(error === undefined ? {} : { error }) });
      this.#waiting.delete(id);
      return;
    }
    if (method === 'Network.requestWillBeSent') {
      const sent = { url: params.request.url, bytes: 0 };
      this.requests.push(sent);
      this.#byId.set(params.requestId, sent);
    }
    if (method === 'Network.loadingFinished') {
      const sent = this.#byId.get(params.requestId);
      if (sent !== undefined) sent.bytes = params.encodedDataLength;
    }
    if (method === 'Log.entryAdded') this.complaints.push(params.entry.text);
    if (method === 'Runtime.exceptionThrown') this.complaints.push(params.exceptionDetails.text);
    for (const listener of this.#listeners) listener(method ?? '');
  }
}

/** The browser writes its address into a file when it listens. */
async function devToolsAddress(file: string): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    await delay(100);
  }
  throw new Error('the browser does not listen');
}
