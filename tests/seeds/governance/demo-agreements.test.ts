import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../schema/access/passport.ts';
import { packageRoot } from '../../../schema/package-root.ts';
import { readSupergraph } from '../../../schema/supergraph/supergraph.ts';
import { demoAgreements, fillDemoGovernance } from '../../../seeds/governance/demo-agreements.ts';
import { demoApplications } from '../../../seeds/governance/demo-applications.ts';
import { openGovernance } from '../../../storage/governance/open-governance.ts';
import type { Agreement, AgreementEvent } from '../../../storage/governance/port.ts';
import { requestedAgreement, type Step, statusOn, takeStep } from '../../../subgraphs/governance/agreement-life.ts';
import { catalogueOf } from '../../../subgraphs/governance/catalogue.ts';
import { requestProblems } from '../../../subgraphs/governance/request-problems.ts';

const TODAY = '2026-11-02';
const supergraph = readSupergraph(readFileSync(join(packageRoot, 'schema', 'supergraph.graphql'), 'utf8'));
const catalogue = catalogueOf(supergraph);
const latest = demoAgreements(TODAY).map((versions) => versions.at(-1) as Agreement); // cast: there is at least the request

describe('the demo agreements', () => {
  test('have ids and parties of their own', () => {
    const ids = latest.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(demoApplications.map(({ id }) => id));
    for (const { consumer } of latest) expect(known).toContain(consumer);
    // Reporting needs no agreement: no department gives away what another one reports.
    const consumers = [...known].filter((id) => id !== 'app:market-reporting');
    expect(new Set(latest.map(({ consumer }) => consumer))).toEqual(new Set(consumers));
  });

  test.each(latest.map((agreement) => [agreement.id, agreement] as const))(
    '%s could have been requested',
    (_, agreement) => {
      const application = demoApplications.find(({ id }) => id === agreement.consumer);
      if (application === undefined) throw new Error('no application');
      const setting = { catalogue, application, today: agreement.request.validFrom };
      expect(requestProblems(agreement.provider, agreement.request, setting)).toEqual([]);
    },
  );

  test('have come to be what they are by steps that their parties may take', () => {
    for (const versions of demoAgreements(TODAY)) {
      const [first, ...rest] = versions as [Agreement, ...Agreement[]];
      const { provider, consumer, request, decideBy, id } = first;
      const begin = occasion(first.history[0] as AgreementEvent, callerOf(consumer));
      expect(requestedAgreement({ id, provider, consumer }, request, decideBy, begin)).toEqual(first);
      let agreement = first;
      for (const version of rest) {
        const event = version.history.at(-1) as AgreementEvent;
        const officer: Caller = { kind: 'officer', id: event.by, department: provider, subject: null };
        const outcome = takeStep(agreement, stepOf(event, version), occasion(event, officer));
        expect(outcome).toEqual({ kind: 'taken', agreement: version });
        agreement = version;
      }
    }
  });

  test('show every state that a demo needs', () => {
    const states = latest.map((agreement) => statusOn(agreement, TODAY));
    for (const state of ['REQUESTED', 'EXPIRED', 'SUSPENDED', 'REVOKED']) {
      expect(states.filter((one) => one === state)).toHaveLength(1);
    }
    expect(states.filter((one) => one === 'ACTIVE')).toHaveLength(latest.length - 4);
  });

  test('open persons to the approval office masked, and businesses only to procurement', () => {
    const personal = latest
      .filter(({ consumer }) => consumer === 'app:approval-office')
      .flatMap(({ terms }) => terms?.clear ?? []);
    expect(personal.filter((scope) => !scope.endsWith(':read') || scope.startsWith('subjects.'))).toEqual([]);
    for (const { request } of latest.filter(({ consumer }) => consumer === 'app:procurement')) {
      expect(request.kinds).toEqual(['ORGANIZATION', 'SOLE_TRADER']);
    }
  });

  test('give the regional platform every item that is shared conditionally', () => {
    const conditional = catalogue.items
      .filter((item) => item.class === 'CONDITIONAL')
      .map(({ code }) => `${code}:read`);
    const given = latest
      .filter(({ consumer }) => consumer === 'platform:guangxi')
      .flatMap(({ terms }) => terms?.clear ?? []);
    expect([...given].sort()).toEqual([...conditional].sort());
  });

  test('can be made in a year whose holidays are not known yet', () => {
    expect(demoAgreements('2031-05-06').length).toBe(latest.length);
  });
});

describe('filling a store', () => {
  test('is done once, however often and by however many it is tried, and leaves what people have done since', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
    const [one, other] = [await openGovernance(undefined, folder), await openGovernance(undefined, folder)];
    await Promise.all([fillDemoGovernance(one, TODAY), fillDemoGovernance(other, TODAY)]);
    const filled = await one.revision();
    expect(filled).toBe(demoApplications.length + demoAgreements(TODAY).flat().length);
    const byId = (agreements: readonly Agreement[]) => [...agreements].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(await other.agreements({}))).toEqual(byId(latest));
    const [changed] = latest;
    if (changed === undefined) throw new Error('no agreement');
    await one.saveAgreement({ ...changed, version: changed.version + 1, status: 'REVOKED' });
    await fillDemoGovernance(other, '2026-12-01');
    expect(await other.revision()).toBe(filled + 1);
    await one.close();
    await other.close();
    await rm(folder, { recursive: true, force: true });
  });
});

function callerOf(consumer: string): Caller {
  const application = demoApplications.find(({ id }) => id === consumer);
  if (application === undefined) throw new Error(`no application ${consumer}`);
  return { kind: application.kind, id: consumer, department: application.department, subject: null };
}

function occasion({ at }: AgreementEvent, caller: Caller) {
  return { caller, now: new Date(at), today: at.slice(0, 10) };
}

function stepOf({ what, reason }: AgreementEvent, { terms }: Agreement): Step {
  if (what === 'APPROVED' && terms !== null) return { kind: 'APPROVE', terms, reason };
  return { kind: what === 'SUSPENDED' ? 'SUSPEND' : 'REVOKE', reason };
}
