import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startHub } from '../../cli/commands/start.ts';
import { createLog } from '../../gateway/log.ts';
import { ask, NOON } from '../harness/test-hub.ts';

const uri = process.env['MONGODB_URI'];

/** Where no server is named, the storage contract says so in its own test. */
const whereThereIsOne = uri === undefined ? test.skip : test;

whereThereIsOne('the whole hub runs on MongoDB with --store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const database = `credit_hub_test_${randomUUID().replaceAll('-', '')}`;
  const store = `${(uri ?? '').replace(/\/$/, '')}/${database}`;
  const hub = await startHub(
    { data: folder, port: 0, subjects: 100, store },
    { now: () => NOON, log: createLog('silent') },
  );
  try {
    const { data, errors } = await ask(
      `${hub.url}/graphql`,
      '{ searchSubjects(name: "公司", first: 5) { nodes { name registrations { totalCount } marketPermits { nodes { documentNo } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.searchSubjects.nodes).toHaveLength(5);
    for (const node of data.searchSubjects.nodes) expect(node.registrations.totalCount).toBe(1);
  } finally {
    await hub.close();
    const client = new MongoClient(store);
    await client.db().dropDatabase();
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
