import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import Libsql from 'libsql';
import { openExistingTrail, openTrail, type TrailOptions } from '../../../storage/audit/open-trail.ts';
import type { AuditLedger } from '../../../storage/audit/port.ts';
import { auditEntry, verdictOn } from './trail-fixtures.ts';

const UNAVAILABLE = { code: 'AUDIT_UNAVAILABLE' };

let folder: string;
let file: string;
let trails: AuditLedger[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  file = join(folder, 'audit.db');
  trails = [];
});
afterEach(async () => {
  for (const trail of trails) await trail.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options?: TrailOptions): Promise<AuditLedger> {
  const trail = await openTrail(undefined, folder, options);
  trails.push(trail);
  return trail;
}

/** Runs SQL on the file, as somebody beside the hub. */
function sql(...statements: readonly string[]): void {
  const beside = new Libsql(file);
  for (const statement of statements) beside.exec(statement);
  beside.close();
}

describe('a trail whose store fails', () => {
  test('refuses while nothing can be written, and goes on without a gap when it can', async () => {
    const trail = await open();
    await trail.append(auditEntry());
    sql(`CREATE TRIGGER full BEFORE INSERT ON usage BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);
    const refused = Promise.all(
      [1, 2, 3].map(() => expect(trail.append(auditEntry())).rejects.toMatchObject(UNAVAILABLE)),
    );
    await refused;
    sql('DROP TRIGGER full');
    expect((await trail.append(auditEntry())).seq).toBe(2);
    expect(await verdictOn(trail)).toMatchObject({ kind: 'sound', entries: 2 });
  });

  test('refuses when the disk does not answer in time, and goes on when it does', async () => {
    const trail = await open({ deadlineMs: 400 });
    await trail.append(auditEntry());
    const blocker = new Libsql(file);
    blocker.exec('BEGIN IMMEDIATE');
    await expect(trail.append(auditEntry())).rejects.toMatchObject(UNAVAILABLE);
    expect(await trail.entries(0, 10)).toHaveLength(1); // reading goes on
    blocker.exec('ROLLBACK');
    blocker.close();
    await trail.append(auditEntry());
    expect(await verdictOn(trail)).toMatchObject({ kind: 'sound' });
  });

  test('refuses what waits for a thread that died, and goes on with another', async () => {
    const trail = await open();
    await trail.append(auditEntry());
    const dying = jest.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
      void this.terminate();
    });
    await expect(trail.append(auditEntry())).rejects.toMatchObject(UNAVAILABLE);
    dying.mockRestore();
    expect((await trail.append(auditEntry())).seq).toBe(2);
    expect(await verdictOn(trail)).toMatchObject({ kind: 'sound', entries: 2 });
  });

  test('refuses when its file was removed, and goes on when it is back', async () => {
    const trail = await open();
    await trail.append(auditEntry());
    const away = join(folder, 'away');
    for (const suffix of ['', '-wal', '-shm']) renameSync(`${file}${suffix}`, `${away}${suffix}`);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(trail.append(auditEntry())).rejects.toMatchObject(UNAVAILABLE);
      await expect(trail.entry(1)).rejects.toMatchObject(UNAVAILABLE);
    }
    for (const suffix of ['-shm', '-wal', '']) renameSync(`${away}${suffix}`, `${file}${suffix}`);
    const { seq } = await trail.append(auditEntry());
    expect((await trail.entry(seq))?.seq).toBe(seq);
    expect(await verdictOn(trail)).toMatchObject({ kind: 'sound' });
  });

  test('takes no other trail for its own, which would give numbers twice', async () => {
    const trail = await open();
    await trail.append(auditEntry());
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`);
    const other = await open();
    await expect(trail.append(auditEntry())).rejects.toMatchObject(UNAVAILABLE);
    await expect(trail.append(auditEntry())).rejects.toMatchObject(UNAVAILABLE);
    expect(await other.entries(0, 10)).toEqual([]);
  });

  test('is not opened where there is none, or a file that is something else', async () => {
    await expect(openExistingTrail(undefined, folder)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(openTrail('postgres://host/x', folder)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    sql('CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)', `INSERT INTO meta VALUES ('format', '99')`);
    await expect(openTrail(undefined, folder)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  });
});

describe('a trail that somebody changed in its file', () => {
  test('is guarded against statements that change or remove an entry', async () => {
    await (await open()).append(auditEntry());
    expect(() => sql(`UPDATE entry SET text = ''`)).toThrow('never changed');
    expect(() => sql('DELETE FROM entry')).toThrow('never changed');
  });

  test.each<[string, string, number]>([
    ['changed', `UPDATE entry SET text = replace(text, 'answered', 'refused') WHERE seq = 3`, 3],
    ['removed', 'DELETE FROM entry WHERE seq = 2', 2],
    ['removed at the end', 'DELETE FROM entry WHERE seq >= 5', 5],
    ['renumbered', 'UPDATE entry SET seq = 100 - seq WHERE seq IN (4, 5)', 4],
    ['unsealed in between', 'DELETE FROM segment WHERE first = 1', 1],
  ])('is found broken where an entry was %s', async (_, change, seq) => {
    const trail = await open({ segmentEntries: 2 });
    for (let count = 0; count < 5; count += 1) await trail.append(auditEntry());
    sql('DROP TRIGGER entry_update', 'DROP TRIGGER entry_delete', change);
    expect(await verdictOn(trail)).toMatchObject({ kind: 'broken', seq });
  });
});
