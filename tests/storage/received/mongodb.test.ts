import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { KeyRing } from '../../../storage/key-ring.ts';
import { openReceived } from '../../../storage/received/open-received.ts';
import { receivedContract } from './received-contract.ts';
import type { ReceivedPlace } from './received-fixtures.ts';

const uri = process.env.MONGODB_URI ?? '';

if (uri === '') {
  test('MongoDB contract of received records: NOT RUN, because MONGODB_URI is not set', () => {
    process.stderr.write('MongoDB contract of received records: not run, MONGODB_URI is not set\n');
  });
} else {
  receivedContract('MongoDB', makePlace);
}

async function makePlace(): Promise<ReceivedPlace> {
  const database = `credit_hub_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(uri);
  url.pathname = `/${database}`;
  const own = new KeyRing(KeyRing.generate());
  return {
    open: (keys = own) => openReceived(url.href, tmpdir(), keys),
    async [Symbol.asyncDispose]() {
      const client = new MongoClient(uri);
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
}
