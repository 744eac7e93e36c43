import { expect, test } from '@jest/globals';
import {
  checkRegisteredName,
  checkRegistrationEnd,
} from '../../../subgraphs/_runtime/intake/rules/registration-rules.ts';

const registered = { names: ['贺州市样例（集团）有限公司', '贺州市旧样例公司'], endedOn: '2026-03-01' };

test.each([
  '贺州市样例（集团）有限公司',
  '贺州市样例(集团)有限公司',
  ' 贺州市样例 (集团)　有限公司',
  '贺州市样例〔集团〕有限公司',
  '贺州市旧样例公司',
])('%s is a registered name', (name) => {
  expect(checkRegisteredName(name, registered)).toBeNull();
});

test('R13 is said of another name, and of none where nothing is reported or registered', () => {
  expect(checkRegisteredName('贺州市样例有限公司', registered)).toEqual({ rule: 'R13', field: 'counterpartyName' });
  expect(checkRegisteredName(null, registered)).toBeNull();
  expect(checkRegisteredName('贺州市样例有限公司', { names: [], endedOn: null })).toBeNull();
});

test('R17 is said where the registration ended before the decision', () => {
  expect(checkRegistrationEnd('2026-03-02', registered)).toEqual({ rule: 'R17', field: 'decisionDate' });
  expect(checkRegistrationEnd('2026-03-01', registered)).toBeNull();
  expect(checkRegistrationEnd('2026-03-02', { names: [], endedOn: null })).toBeNull();
});
