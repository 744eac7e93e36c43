import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openGovernance } from '../../../storage/governance/open-governance.ts';
import { governanceContract } from './governance-contract.ts';
import type { GovernancePlace } from './governance-fixtures.ts';

const uri = process.env.MONGODB_URI ?? '';

if (uri === '') {
  test('MongoDB governance contract: NOT RUN, because MONGODB_URI is not set', () => {
    process.stderr.write('MongoDB governance contract: not run, MONGODB_URI is not set\n');
  });
} else {
  governanceContract('MongoDB', makePlace);
}

async function makePlace(): Promise<GovernancePlace> {
  const database = `credit_hub_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return {
    open: () => openGovernance(url.href, tmpdir()),
    async [Symbol.asyncDispose]() {
      const client = new MongoClient(uri);
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
}
