import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoConsentIssuer, demoIssuer } from '../../cli/demo/issuer.ts';
import type { HubStore } from '../../storage/port.ts';
import { type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
/** What happens while a department reads its records, once. */
let meanwhile: (() => Promise<void>) | undefined;
/** Departments that were asked, in order. */
const asked: string[] = [];
beforeAll(async () => {
  hub = await testHub({ wrapStore: interrupted, onFetch: (department) => asked.push(department) });
});
afterAll(() => hub[Symbol.asyncDispose]());
beforeEach(() => {
  meanwhile = undefined;
  asked.length = 0;
});

/** The store, with reads of lists that something else can come into. */
function interrupted(inner: HubStore): HubStore {
  return new Proxy(inner, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'listRecords') return value.bind(target);
      return async (...args: unknown[]) => {
        const page: unknown = await value.apply(target, args);
        const event = meanwhile;
        meanwhile = undefined;
        await event?.();
        return page;
      };
    },
  });
}

/** A list of tax, and of each of its subjects what another department has. */
const GRADES =
  '{ taxCreditGrades(first: 2) { nodes { grade subject { id professionalTitles { totalCount } name } } } }';

async function post(query: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, receipt: response.headers.get('x-credit-receipt'), text: await response.text() };
}

const issue = (claims: object) => demoIssuer(hub.folder).issue({ ...claims } as { sub: string }, 600);

async function procurement() {
  const token = await issue({ sub: 'app:procurement', kind: 'application', department: 'finance' });
  return { authorization: `Bearer ${token}`, 'x-credit-purpose': 'procurement-review' };
}

/** An agency that has the consent of a subject, and what that subject revokes it with. */
async function agencyOf(subject: string) {
  const jti = `consent-of-${subject}`;
  const claims = { sub: subject, jti, consumer: 'agency:example-credit', items: ['tax.credit-grade'] };
  const consent = await demoConsentIssuer(hub.folder).issue({ ...claims, purpose: 'credit-report' }, 600);
  const token = await issue({ sub: 'agency:example-credit', kind: 'agency' });
  const headers = {
    authorization: `Bearer ${token}`,
    'x-credit-purpose': 'credit-report',
    'x-credit-consent': consent,
  };
  const revokedBy = async (owner: string) => {
    const own = await issue({ sub: 'subject:self', kind: 'subject', subject: owner });
    const mutation = `mutation { revokeConsent(jti: "${jti}") { jti } }`;
    expect((await post(mutation, { authorization: `Bearer ${own}` })).status).toBe(200);
  };
  return { headers, revokedBy };
}

async function saveAgreements(of: string, change: object): Promise<void> {
  for (const agreement of await hub.governance.agreements({ provider: 'tax', consumer: of })) {
    await hub.governance.saveAgreement({ ...agreement, version: agreement.version + 1, ...change });
  }
}

/** The request is told that its rights have changed, and nothing of what was read for it. */
function expectRefused({ status, receipt, text }: Awaited<ReturnType<typeof post>>): void {
  expect([status, receipt]).toEqual([403, null]);
  const { data, errors } = JSON.parse(text);
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([{ extensions: { code: 'RIGHTS_CHANGED' } }]);
}

describe('a request whose rights go while a department reads for it', () => {
  test('because its agreement is suspended, is not answered, and asks no other department any more', async () => {
    const headers = await procurement();
    meanwhile = () => saveAgreements('app:procurement', { status: 'SUSPENDED' });
    expectRefused(await post(GRADES, headers));
    expect(asked).toEqual(['tax']);
    await saveAgreements('app:procurement', { status: 'ACTIVE' });
    expect(JSON.parse((await post(GRADES, headers)).text).data.taxCreditGrades.nodes).toHaveLength(2);
    expect(asked.length).toBeGreaterThan(2);
  });

  test('because its subject takes the consent back, is not answered', async () => {
    const { data } = JSON.parse((await post(GRADES, await procurement())).text);
    const subject: string = data.taxCreditGrades.nodes[0].subject.id;
    const { headers, revokedBy } = await agencyOf(subject);
    const before = JSON.parse((await post(GRADES, headers)).text).data.taxCreditGrades.nodes;
    expect(before.map((node: { subject: { id: string } }) => node.subject.id)).toContain(subject);
    meanwhile = () => revokedBy(subject);
    expectRefused(await post(GRADES, headers));
  });

  test('is answered where somebody else loses rights', async () => {
    meanwhile = () => saveAgreements('platform:guangxi', { status: 'SUSPENDED' });
    expect((await post(GRADES, await procurement())).status).toBe(200);
  });
});

test('a consent that its subject has taken back opens nothing any more; nobody else can take it back', async () => {
  const { data } = JSON.parse((await post(GRADES, await procurement())).text);
  const subject: string = data.taxCreditGrades.nodes[1].subject.id;
  const { headers, revokedBy } = await agencyOf(subject);
  await revokedBy('o.11451100000000000X');
  expect((await post(GRADES, headers)).status).toBe(200);
  await revokedBy(subject);
  asked.length = 0;
  const { status, text } = await post(GRADES, headers);
  expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([403, 'CONSENT_REFUSED']);
  expect(asked).toEqual([]);
});
