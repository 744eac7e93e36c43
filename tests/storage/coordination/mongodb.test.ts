import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openCoordination } from '../../../storage/coordination/open-coordination.ts';
import { type CoordinationPlace, coordinationContract } from './coordination-contract.ts';

const uri = process.env.MONGODB_URI ?? '';

if (uri === '') {
  test('MongoDB coordination contract: NOT RUN, because MONGODB_URI is not set', () => {
    process.stderr.write('MongoDB coordination contract: not run, MONGODB_URI is not set\n');
  });
} else {
  coordinationContract('MongoDB', makePlace);
}

async function makePlace(): Promise<CoordinationPlace> {
  const database = `credit_hub_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return {
    open: () => openCoordination(url.href, tmpdir()),
    async [Symbol.asyncDispose]() {
      const client = new MongoClient(uri);
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
}
