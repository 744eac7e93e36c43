import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Libsql from 'libsql';
import { bodyHash } from '../../schema/body-hash.ts';
import { packageRoot } from '../../schema/package-root.ts';
import { openTrail } from '../../storage/audit/open-trail.ts';
import type { AuditReceiptPlace } from '../../storage/audit/port.ts';
import { signReceipt } from '../../storage/audit/receipt.ts';
import { auditEntries } from '../storage/audit/trail-fixtures.ts';

const MAIN = join(packageRoot, 'dist', 'cli', 'main.js');
const COUNT = 11;

let folder: string;
let places: readonly AuditReceiptPlace[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const trail = await openTrail(undefined, join(folder, 'data'), { segmentEntries: 4 });
  places = await Promise.all(auditEntries(COUNT).map((entry) => trail.append(entry)));
  await trail.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function audit(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, 'audit', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (printed.out += chunk));
  child.stderr.on('data', (chunk) => (printed.err += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...printed })));
}

/** One sentence, no stack. */
function expectRefusal({ code, out, err }: Ended, text: RegExp): void {
  expect(out).toBe('');
  expect(err).toMatch(text);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(1);
}

/** Lines of progress are no part of what a command says in the end. */
function afterProgress({ err, ...ended }: Ended): Ended {
  return { ...ended, err: err.replace(/^Verifying .*\n/gm, '') };
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

describe('credit-hub audit verify', () => {
  test('says that a sound trail is, and where it ends', async () => {
    const anchor = `${places[4]?.seq}:${places[4]?.hash}`;
    const { code, out, err } = await audit('verify', '--data', 'data', '--anchor', anchor);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual([
      `${COUNT} entries and 2 sealed segments (sm3) are as they were written.`,
      `The last entry is ${COUNT}:${places.at(-1)?.hash}`,
    ]);
    expect(err).toMatch(/^(Verifying .*\n)+$/);
    expect(err).toContain('100 %');
  });

  test('names the first broken entry, and fails', async () => {
    const trail = await openTrail(undefined, join(folder, 'broken'));
    await Promise.all(auditEntries(5).map((entry) => trail.append(entry)));
    await trail.close();
    const beside = new Libsql(join(folder, 'broken', 'audit.db'));
    beside.exec('DROP TRIGGER entry_update');
    beside.exec(`UPDATE entry SET text = replace(text, 'request-3', 'request-4') WHERE seq = 3`);
    beside.close();
    expectRefusal(afterProgress(await audit('verify', '--data', 'broken')), /broken at entry 3: its content/);
    const elsewhere = await audit('verify', '--data', 'data', '--anchor', `2:${'0'.repeat(64)}`);
    expectRefusal(afterProgress(elsewhere), /broken at entry 2/);
  });

  test('says so when there is no trail', async () => {
    expectRefusal(await audit('verify', '--data', 'nothing'), /no audit trail yet/);
  });
});

describe('credit-hub audit show', () => {
  test('prints an entry by its number, or what matches, for people and for programs', async () => {
    const sheet = await audit('show', '3', '--data', 'data');
    expect(sheet.out).toContain('request-3');
    expect(sheet.out).toContain('TaxCreditGrade (NO_AGREEMENT)');
    const found = await audit('show', '--request-id', 'request-5', '--json', '--data', 'data');
    expect(JSON.parse(found.out)).toMatchObject({ seq: 5, entry: { requestId: 'request-5' } });
    const latest = await audit('show', '--caller', 'app:approval-office', '--first', '2', '--json', '--data', 'data');
    expect(
      latest.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([11, 10]);
  });

  test('says so when nothing matches, or nothing is asked', async () => {
    expectRefusal(await audit('show', '99', '--data', 'data'), /no such entry/);
    expectRefusal(await audit('show', '--data', 'data'), /name an entry/);
  });
});

describe('credit-hub audit prove', () => {
  test('prints a proof that holds by itself, until somebody changes it', async () => {
    const { out } = await audit('prove', '6', '--data', 'data');
    const checked = await audit('prove', '--check', file('proof.json', out));
    expect(checked).toMatchObject({ code: 0, out: expect.stringContaining('Entry 6 is in the segment 5 to 8') });
    const spoilt = file('spoilt.json', out.replace('request-6', 'request-7'));
    expectRefusal(await audit('prove', '--check', spoilt), /does not hold: the content/);
    expectRefusal(await audit('prove', '--check', file('text.json', 'text')), /is not JSON/);
  });

  test('says so when the entry is not sealed, until it is', async () => {
    expectRefusal(await audit('prove', '10', '--data', 'data'), /in no sealed segment yet/);
    expect(JSON.parse((await audit('seal', '--data', 'data')).out)).toMatchObject({ from: 9, to: 11 });
    expect((await audit('prove', '10', '--data', 'data')).code).toBe(0);
  });
});

describe('credit-hub audit receipt', () => {
  test('verifies a receipt that was kept, for its response only', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const keys = file('jwks.json', JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k' }] }));
    const claims = { at: 'now', requestId: 'r', requestHash: 'h', entry: { seq: 1, hash: 'x' } };
    const jws = signReceipt({ ...claims, responseHash: bodyHash('{"data":1}') }, privateKey, 'k');
    const receipt = file('receipt.txt', `${jws}\n`);
    const response = file('response.json', '{"data":1}');
    expect(await audit('receipt', receipt, '--keys', keys, '--response', response)).toMatchObject({
      code: 0,
      out: expect.stringContaining('for exactly this response'),
    });
    const other = file('other.json', '{"data":2}');
    expectRefusal(await audit('receipt', receipt, '--keys', keys, '--response', other), /another response/);
    expectRefusal(await audit('receipt', other, '--keys', keys), /no receipt/);
    expectRefusal(await audit('receipt', receipt, '--keys', other), /not a JSON Web Key Set/);
    expectRefusal(await audit('receipt', 'missing', '--keys', keys), /cannot be read/);
  });
});
