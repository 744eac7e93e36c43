import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { webhookRetries } from '../../../../seeds/reference/webhook-retries.ts';
import { Dispatcher } from '../../../../subgraphs/_runtime/push/dispatcher.ts';
import { sendWebhook } from '../../../../subgraphs/_runtime/push/send-webhook.ts';
import { networksOf } from '../../../../subgraphs/_runtime/push/webhook-address.ts';
import { NOON } from '../../../harness/test-hub.ts';
import { engineLocations } from '../../../storage/engine-locations.ts';
import { TOWN } from '../../small-town.ts';
import { application, callerWith, officer, type TestCoordination, testCoordination } from '../coordination-fixtures.ts';
import { isGenuine, type ScriptedReceiver, scriptedReceiver } from './scripted-receiver.ts';

const { locations, drop } = engineLocations('webhooks');

const HERE = { allowsLocalHttp: true, networks: networksOf('10.9.0.0/16') };
const REGISTER = `mutation ($url: String!) {
  registerWebhook(url: $url) { webhook { id url isPaused registeredBy } secret problems { code field } }
}`;
const DELIVERIES = `query ($webhook: ID!, $state: WebhookDeliveryState) {
  webhookDeliveries(webhook: $webhook, state: $state) { nodes { id what about state attempts nextAt lastOutcome } }
}`;

describe.each(locations)('webhooks on %s', (_, location) => {
  let town: TestCoordination;
  let receiver: ScriptedReceiver;
  /** The clock of what sends. */
  let now: Date;
  let made: number;
  beforeEach(async () => {
    town = await testCoordination(location, { webhooks: HERE });
    receiver = await scriptedReceiver();
    now = NOON;
    made = 0;
  });
  afterEach(async () => {
    await receiver.close();
    await town[Symbol.asyncDispose]();
    await drop(); // the next test has the server's database to itself
  });

  const dispatcher = (timeoutMs = 2_000) =>
    new Dispatcher({
      store: town.cases,
      keys: town.store,
      send: (request) => sendWebhook(request, { rules: HERE, timeoutMs }),
      waits: webhookRetries(),
      now: () => now,
      log: (cause) => {
        throw cause;
      },
    });

  /** All that is to be done at the moment. */
  async function sendAll(by = dispatcher()): Promise<void> {
    await by.round();
    await by.settled();
  }

  const finance = officer('finance');

  async function registered(url = receiver.url, by = finance): Promise<{ id: string; secret: string }> {
    const { webhook, secret, problems } = (await town.ask(by, REGISTER, { url })).data.registerWebhook;
    if (webhook === null) throw new Error(JSON.stringify(problems));
    return { id: webhook.id, secret };
  }

  /** Opens tasks for finance. */
  async function somethingHappens(): Promise<string> {
    made += 1;
    return town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, {
      documentNo: `${town.store.description}${made}`,
    });
  }

  const deliveries = async (webhook: string, state: string | null = null) =>
    (await town.ask(finance, DELIVERIES, { webhook, state })).data.webhookDeliveries.nodes;

  const step = (name: string, id: string, by = finance) =>
    town.ask(by, `mutation ($id: ID!) { ${name}(id: $id) { problems { code } } }`, { id });

  test('tell an application what its feed tells, signed, each notice once, and nothing about whom', async () => {
    const before = (await town.ask(finance, '{ coordinationFeed { pageInfo { endCursor } } }')).data.coordinationFeed;
    const { id, secret } = await registered();
    await somethingHappens();
    await sendAll();
    await sendAll();
    const feed = `query ($after: String) { coordinationFeed(after: $after) { nodes { what about at } } }`;
    const { nodes } = (await town.ask(finance, feed, { after: before.pageInfo.endCursor })).data.coordinationFeed;
    const bodies = receiver.received.map(({ body }) => JSON.parse(body));
    const told = nodes.map((node: { what: string; about: string; at: string }) => ({
      type: node.what,
      timestamp: node.at,
      data: { about: node.about, department: 'finance' },
    }));
    expect(nodes.length).toBeGreaterThan(0);
    expect(new Set(bodies.map((body) => JSON.stringify(body)))).toEqual(
      new Set(told.map((body: object) => JSON.stringify(body))),
    );
    expect(bodies).toHaveLength(told.length);
    for (const request of receiver.received) expect(isGenuine(secret, request, now.getTime() / 1000)).toBe(true);
    const sent = await deliveries(id);
    expect(sent.map((one: { state: string }) => one.state)).toEqual(told.map(() => 'DELIVERED'));
    const keys = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(keys)).toEqual(new Set(sent.map((one: { id: string }) => one.id)));
  });

  test('have signatures that no other secret, body, id or time has', async () => {
    const { id, secret } = await registered();
    await step('testWebhook', id);
    await sendAll();
    const [request] = receiver.received;
    if (request === undefined) throw new Error('nothing came');
    const at = now.getTime() / 1000;
    expect(isGenuine(secret, request, at)).toBe(true);
    expect(isGenuine((await registered()).secret, request, at)).toBe(false);
    expect(isGenuine(secret, { ...request, body: `${request.body} ` }, at)).toBe(false);
    expect(isGenuine(secret, { ...request, headers: { ...request.headers, 'webhook-id': 'x' } }, at)).toBe(false);
    expect(isGenuine(secret, request, at + 301)).toBe(false);
  });

  const WRONG: readonly (readonly [string, string, Parameters<ScriptedReceiver['answer']>[0]])[] = [
    ['that answers 500', 'status 500', (response) => response.writeHead(500).end('<b>broken</b>')],
    ['that sends elsewhere', 'status 302', (response) => response.writeHead(302, { location: '/elsewhere' }).end()],
    ['that breaks off', 'no connection (UND_ERR_SOCKET)', (response) => response.socket?.destroy()],
    [
      'that answers no HTTP',
      'no connection (unknown reason)',
      (response) => response.socket?.end('\u0000garbage\r\n\r\n'),
    ],
    ['that never answers', 'no answer in time', () => undefined],
  ];

  test.each(WRONG)(
    'try a receiver %s again, later and later, then leave it as a dead letter',
    async (_name, said, how) => {
      receiver.answer(how);
      const { id } = await registered();
      await step('testWebhook', id);
      const waits = webhookRetries();
      for (const [at, wait] of waits.entries()) {
        await sendAll(dispatcher(300));
        expect(receiver.received).toHaveLength(at + 1);
        const [delivery] = await deliveries(id, 'WAITING');
        expect(delivery).toMatchObject({ attempts: at + 1, lastOutcome: said });
        const waited = (Date.parse(delivery.nextAt) - now.getTime()) / 1000;
        expect(waited).toBeGreaterThanOrEqual(wait);
        expect(waited).toBeLessThanOrEqual(wait * 1.2);
        await sendAll(dispatcher(300)); // too early
        now = new Date(delivery.nextAt);
      }
      await sendAll(dispatcher(300));
      expect(receiver.received).toHaveLength(waits.length + 1);
      const [dead] = await deliveries(id, 'DEAD');
      expect(dead).toMatchObject({ state: 'DEAD', lastOutcome: said, nextAt: null });
      receiver.answer((response) => response.writeHead(204).end());
      await sendAll();
      expect(receiver.received).toHaveLength(waits.length + 1);
      const replay = `mutation ($webhook: ID!) { replayDeadLetters(webhook: $webhook) { deliveries { id } } }`;
      const again = await town.ask(finance, replay, { webhook: id });
      expect(again.data.replayDeadLetters.deliveries).toEqual([{ id: dead.id }]);
      now = new Date(now.getTime() + 1_000);
      await sendAll();
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(await deliveries(id, 'DELIVERED')).toHaveLength(1);
    },
    60_000,
  );

  test('take a status of 2xx for a delivery, however long the answer is', async () => {
    receiver.answer((response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(1024 * 1024);
      const more = () => void (response.destroyed || response.write(chunk, more));
      more();
    });
    const { id } = await registered();
    await step('testWebhook', id);
    const before = process.memoryUsage().arrayBuffers;
    await sendAll();
    expect(await deliveries(id, 'DELIVERED')).toHaveLength(1);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('are sent once each by several processes, which take turns', async () => {
    const { id } = await registered();
    for (let at = 0; at < 6; at += 1) await step('testWebhook', id);
    await somethingHappens();
    await Promise.all([sendAll(dispatcher()), sendAll(dispatcher()), sendAll(dispatcher())]);
    await sendAll();
    const keys = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await deliveries(id, 'WAITING')).toEqual([]);
  });

  test('of which one does not answer hold up no other, and it no more than a few connections', async () => {
    let open = 0;
    let most = 0;
    receiver.answer((response) => {
      open += 1;
      most = Math.max(most, open);
      response.on('close', () => {
        open -= 1;
      });
    });
    const slow = await registered();
    const healthy = await scriptedReceiver();
    await registered(healthy.url);
    for (let at = 0; at < 12; at += 1) await step('testWebhook', slow.id);
    await somethingHappens();
    const working = dispatcher(1_500);
    await working.round();
    await healthy.got(1);
    expect(await deliveries(slow.id, 'DELIVERED')).toEqual([]);
    await working.stop();
    expect(most).toBe(4);
    await healthy.close();
  }, 30_000);

  test('that are being stopped finish what is under way, and begin nothing more', async () => {
    receiver.answer((response) => void setTimeout(() => response.end(), 200));
    const { id } = await registered();
    for (let at = 0; at < 12; at += 1) await step('testWebhook', id);
    const working = dispatcher();
    await working.round();
    await receiver.got(1);
    await working.stop();
    const delivered = (await deliveries(id, 'DELIVERED')).length;
    expect(delivered).toBe(receiver.received.length);
    expect(delivered).toBeLessThanOrEqual(4);
    expect(await deliveries(id, 'WAITING')).toHaveLength(12 - delivered);
    await sendAll();
    expect(receiver.received).toHaveLength(12);
  });

  test('that are paused get nothing, and what they missed once they are resumed; those removed get nothing ever', async () => {
    const { id } = await registered();
    const gone = await registered();
    await step('pauseWebhook', id);
    await step('removeWebhook', gone.id);
    await somethingHappens();
    await sendAll();
    expect(receiver.received).toEqual([]);
    await step('resumeWebhook', id);
    await sendAll();
    expect(receiver.received.length).toBeGreaterThan(0);
    expect((await deliveries(id)).length).toBe(receiver.received.length);
    expect((await step('resumeWebhook', gone.id)).data.resumeWebhook.problems).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('are the affair of the department’s officers alone: nobody else sees, changes or makes any', async () => {
    const { id } = await registered();
    const others = [
      officer('tax'),
      application('finance', 'joint-action'),
      ...(['auditor', 'operator', 'platform'] as const).map((kind) =>
        callerWith({ kind, id: kind, department: null, subject: null }, 'joint-action'),
      ),
    ];
    for (const by of others) {
      const seen = await town.ask(
        by,
        `query ($id: ID!) { webhooks { id } webhookDeliveries(webhook: $id) { nodes { id } } }`,
        {
          id,
        },
      );
      expect(seen.data.webhookDeliveries).toBeNull();
      expect(seen.data.webhooks ?? []).toEqual([]);
      for (const name of ['pauseWebhook', 'removeWebhook', 'testWebhook']) {
        const [problem] = (await step(name, id, by)).data[name].problems;
        expect(['NOT_FOUND', 'NOT_ALLOWED']).toContain(problem.code);
      }
    }
    const refused = (await town.ask(application('finance', 'joint-action'), REGISTER, { url: receiver.url })).data;
    expect(refused.registerWebhook).toEqual({
      webhook: null,
      secret: null,
      problems: [{ code: 'NOT_ALLOWED', field: null }],
    });
    await sendAll();
    expect(receiver.received).toEqual([]);
  });

  test('are five to a department at most, and hold their secret where nobody reads it', async () => {
    for (let at = 0; at < 4; at += 1) await registered();
    const { id, secret } = await registered();
    const sixth = (await town.ask(finance, REGISTER, { url: receiver.url })).data.registerWebhook;
    expect(sixth.problems).toMatchObject([{ code: 'WRONG_STATUS' }]);
    const held = await town.cases.case(id);
    expect(JSON.stringify(held)).not.toContain(secret.slice(6, 20));
    expect(JSON.stringify(await town.cases.timeline(id))).not.toContain(secret.slice(6, 20));
  });
});
