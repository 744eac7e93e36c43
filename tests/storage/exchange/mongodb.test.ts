import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openPullers } from '../../../storage/exchange/open-pullers.ts';
import { type PullersPlace, pullerContract } from './puller-contract.ts';

const uri = process.env.MONGODB_URI ?? '';

if (uri === '') {
  test('MongoDB exchange contract: NOT RUN, because MONGODB_URI is not set', () => {
    process.stderr.write('MongoDB exchange contract: not run, MONGODB_URI is not set\n');
  });
} else {
  pullerContract('MongoDB', makePlace);
}

async function makePlace(): Promise<PullersPlace> {
  const database = `credit_hub_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return {
    open: () => openPullers(url.href, tmpdir()),
    async [Symbol.asyncDispose]() {
      const client = new MongoClient(uri);
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
}
