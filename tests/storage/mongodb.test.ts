import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { MongoAdapter } from '../../storage/mongodb/mongo-adapter.ts';
import { storeContract } from './store-contract.ts';
import { newKeys, type StorePlace } from './store-fixtures.ts';

const uri = process.env['MONGODB_URI'] ?? '';
storeContract('MongoDB', makePlace);

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
