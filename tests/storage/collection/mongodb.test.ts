import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import { collectionContract } from './collection-contract.ts';
import { type CollectionPlace, newKeys } from './collection-fixtures.ts';

const uri = process.env.MONGODB_URI ?? '';

if (uri === '') {
  test('MongoDB collection contract: NOT RUN, because MONGODB_URI is not set', () => {
    process.stderr.write('MongoDB collection contract: not run, MONGODB_URI is not set\n');
  });
} else {
  collectionContract('MongoDB', makePlace);
}

async function makePlace(): Promise<CollectionPlace> {
  const database = `credit_hub_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(uri);
  url.pathname = `/${database}`;
  const own = newKeys();
  return {
    open: (keys = own) => openCollection(url.href, tmpdir(), keys),
    async [Symbol.asyncDispose]() {
      const client = new MongoClient(uri);
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
}
