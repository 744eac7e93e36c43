import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHub } from '../../cli/commands/start.ts';
import { type Graph, graphOf } from '../graph.ts';

/** Where the story is played: a hub in this process, whose clock the story moves on. */
export interface Stage extends Graph, AsyncDisposable {
  /** It is nine in the morning of this day in the city. */
  moveTo(day: string): void;
}

const SUBJECTS = 400;

/** Seeds a small synthetic city into a temporary folder and serves it on any free port. */
export async function openStage(day: string): Promise<Stage> {
  let now = morningOf(day);
  const data = mkdtempSync(join(tmpdir(), 'joint-action-'));
  const clean = () => rmSync(data, { recursive: true, force: true });
  try {
    const hub = await startHub({ data, port: 0, subjects: SUBJECTS }, { now: () => now });
    return {
      ...graphOf(hub.url, data),
      moveTo(later) {
        now = morningOf(later);
        console.log(`\n${later}`);
      },
      async [Symbol.asyncDispose]() {
        await hub.close();
        clean();
      },
    };
  } catch (error) {
    clean();
    throw error;
  }
}

function morningOf(day: string): Date {
  return new Date(`${day}T09:00:00+08:00`);
}
