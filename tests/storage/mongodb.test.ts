import { randomUUID } from 'node:crypto';
import { beforeAll, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { MongoAdapter } from '../../storage/mongodb/mongo-adapter.ts';
import { storeContract } from './store-contract.ts';
import { newKeys, type StorePlace } from './store-fixtures.ts';

const uri = process.env.MONGODB_URI ?? '';

if (uri === '') {
  test('MongoDB contract: NOT RUN, because MONGODB_URI is not set', () => {
    process.stderr.write('MongoDB contract: not run, MONGODB_URI is not set\n');
  });
} else {
  beforeAll(async () => process.stderr.write(`MongoDB contract: runs on ${await serverName()}\n`));
  storeContract('MongoDB', makePlace);
}

/** Name and version of the server, as it tells them. */
async function serverName(): Promise<string> {
  const client = new MongoClient(uri);
  const info = await client.db('admin').command({ buildInfo: 1 });
  await client.close();
  return info.ferretdb === undefined ? `MongoDB ${info.version}` : `FerretDB ${info.ferretdb.version}`;
}

async function makePlace(): Promise<StorePlace> {
  const database = `credit_hub_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(uri);
  url.pathname = `/${database}`;
  const own = newKeys();
  return {
    keys: own,
    adapter: (keys = own) => new MongoAdapter(url.href, keys),
    async [Symbol.asyncDispose]() {
      const client = new MongoClient(uri);
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
}
