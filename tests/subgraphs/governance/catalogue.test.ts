import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_ROWS, type Grant } from '../../../schema/access/grant.ts';
import type { Caller } from '../../../schema/access/passport.ts';
import { catalogueOf } from '../../../subgraphs/governance/catalogue.ts';
import {
  AGENCY,
  APPROVAL,
  AUDITOR,
  type GovernanceBench,
  governanceBench,
  OPERATOR,
  PLATFORM,
  PUBLIC,
  SUBJECT,
  TAX_OFFICER,
} from './governance-fixtures.ts';

let bench: GovernanceBench;
beforeAll(async () => {
  bench = await governanceBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

function grant(sketch: Partial<Grant>): Grant {
  return { source: 'agr-1', clear: [], masked: [], policies: [], items: null, rows: ALL_ROWS, ...sketch };
}

/** Standing of the caller with an item, and with some of its fields. */
async function standings(as: Caller, code: string, fields: readonly string[], grants: readonly Grant[] = []) {
  const query = 'query ($code: String!) { catalogueItem(code: $code) { standing fields { name standing } } }';
  const rights = { authenticated: as.kind !== 'anonymous', grants };
  const { data, codes } = await bench.ask(query, { as, rights, variables: { code } });
  expect(codes).toEqual([]);
  const byName = new Map(
    data.catalogueItem.fields.map((field: { name: string; standing: string }) => [field.name, field.standing]),
  );
  return [data.catalogueItem.standing, ...fields.map((field) => byName.get(field))];
}

describe('the catalogue', () => {
  test('lists every item of every department to everybody, by code', async () => {
    const query = '{ catalogue { code title basis class type owner { code name } fields { name } } }';
    const { data, codes } = await bench.ask(query, { as: PUBLIC });
    expect(codes).toEqual([]);
    const found = data.catalogue.map(({ code }: { code: string }) => code);
    const all = [...bench.supergraph.catalogue.values()].map(({ code }) => code);
    expect(found).toEqual([...all].sort());
    for (const { code, owner, fields, ...texts } of data.catalogue) {
      expect(code.startsWith(`${owner.code}.`)).toBe(true);
      expect(owner.name).toMatch(/[\u4e00-\u9fff]/);
      expect(fields.length).toBeGreaterThan(5);
      for (const text of Object.values(texts)) expect(text).toMatch(/\S/);
    }
  });

  test('says of an item and its fields which rules they are under', async () => {
    const query = `{ catalogueItem(code: "tax.payment-status") {
      title class section owner { code name } fields { name class requires scopes mask }
    } }`;
    const { data } = await bench.ask(query, { as: PUBLIC });
    expect(data.catalogueItem).toMatchObject({
      title: '纳税申报缴纳信息',
      class: 'CONDITIONAL',
      section: null,
      owner: { code: 'tax', name: '国家税务总局贺州市税务局' },
    });
    expect(data.catalogueItem.fields).toContainEqual({
      name: 'paidAmountWan',
      class: 'CONDITIONAL',
      requires: '@requiresScopes(tax.payment-status:read)',
      scopes: ['tax.payment-status:read'],
      mask: 'AMOUNT_BAND',
    });
    expect((await bench.ask('{ catalogueItem(code: "none") { code } }', { as: PUBLIC })).data.catalogueItem).toBeNull();
  });

  test('is worked out once for a supergraph', () => {
    expect(catalogueOf(bench.supergraph)).toBe(catalogueOf(bench.supergraph));
  });

  test('knows every scope that can be asked for, each with its owner', () => {
    const { scopes, departments } = catalogueOf(bench.supergraph);
    expect(scopes).toEqual(
      expect.arrayContaining([
        'subjects.person:bulk',
        'subjects.person:read',
        'tax.credit-grade:read',
        'tax.credit-grade:history',
      ]),
    );
    for (const scope of scopes) expect(departments.has(scope.slice(0, scope.indexOf('.')))).toBe(true);
  });
});

describe('where a caller stands', () => {
  const CONSUMERS = [APPROVAL, PLATFORM, AGENCY];
  const OTHERS = [PUBLIC, SUBJECT, TAX_OFFICER, AUDITOR, OPERATOR];

  test('public items and fields are clear to everybody', async () => {
    for (const as of [...CONSUMERS, ...OTHERS]) {
      const found = await standings(as, 'tax.arrears-notice', ['taxType', 'legalRepresentative']);
      expect(found).toEqual(['CLEAR', 'CLEAR', 'CLEAR']);
    }
  });

  test.each(['tax.payment-status', 'human-resources.professional-title'])(
    '%s can be asked for by applications, platforms and agencies, and never be had by others',
    async (code) => {
      for (const as of CONSUMERS) expect(await standings(as, code, ['state'])).toEqual(['REQUESTABLE', 'REQUESTABLE']);
      for (const as of OTHERS) expect(await standings(as, code, ['state'])).toEqual(['CLOSED', 'CLOSED']);
    },
  );

  test('items for every department are clear to whoever says what for', async () => {
    expect(await standings(APPROVAL, 'court.enforcement-case', [])).toEqual(['CLEAR']);
    expect(await standings(PUBLIC, 'court.enforcement-case', [])).toEqual(['CLOSED']);
  });

  test('a protected field of a public item has a standing of its own', async () => {
    const fields = ['taxType', 'legalRepresentativeIdNo'];
    expect(await standings(APPROVAL, 'tax.arrears-notice', fields)).toEqual(['CLEAR', 'CLEAR', 'REQUESTABLE']);
    const clear = [grant({ clear: ['tax.arrears-notice:identity'] })];
    expect(await standings(APPROVAL, 'tax.arrears-notice', fields, clear)).toEqual(['CLEAR', 'CLEAR', 'CLEAR']);
  });

  test('a scope granted masked masks what has a mask rule', async () => {
    const masked = [grant({ masked: ['tax.payment-status:read'] })];
    const found = await standings(APPROVAL, 'tax.payment-status', ['paidAmountWan', 'taxpayerStatus'], masked);
    expect(found).toEqual(['MASKED', 'MASKED', 'CLEAR']);
  });

  test('a consent opens the items that it names, and no other', async () => {
    const consent = (item: string) => [grant({ policies: ['subject-consent'], items: [item] })];
    const code = 'human-resources.professional-title';
    expect(await standings(AGENCY, code, [], consent(code))).toEqual(['CLEAR']);
    expect(await standings(AGENCY, code, [], consent('tax.credit-grade'))).toEqual(['REQUESTABLE']);
  });
});
