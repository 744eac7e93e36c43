import { randomUUID } from 'node:crypto';
import { test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openTrail } from '../../../storage/audit/open-trail.ts';
import { trailContract } from './trail-contract.ts';
import { type TrailPlace, trailPlace } from './trail-fixtures.ts';

const uri = process.env.MONGODB_URI ?? '';

if (uri === '') {
  test('MongoDB audit contract: NOT RUN, because MONGODB_URI is not set', () => {
    process.stderr.write('MongoDB audit contract: not run, MONGODB_URI is not set\n');
  });
} else {
  trailContract('MongoDB', makePlace);
}

async function makePlace(): Promise<TrailPlace> {
  const database = `credit_hub_audit_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(uri);
  url.pathname = `/${database}`;
  const drop = async () => {
    const client = new MongoClient(uri);
    await client.db(database).dropDatabase();
    await client.close();
  };
  return trailPlace((options) => openTrail(url.href, '', options), drop);
}
