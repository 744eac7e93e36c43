import type { PlanNode, ResponsePath } from '@apollo/query-planner';
import type { EntityPath } from './entity-path.ts';
import { type FetchSetting, fetchStep } from './fetch-step.ts';
import type { Run, Step } from './run.ts';

/**
 * Compiles a plan into one step.
 *
 * @param path to which enclosing nodes of the plan lead
 */
export function planStep(node: PlanNode, setting: FetchSetting, path: EntityPath = []): Step {
  switch (node.kind) {
    case 'Fetch':
      return fetchStep(node, path, setting);
    case 'Flatten':
      return planStep(node.node, setting, [...path, ...keysOf(node.path)]);
    case 'Sequence':
      return inSequence(node.nodes.map((inner) => planStep(inner, setting, path)));
    case 'Parallel':
      return inParallel(node.nodes.map((inner) => planStep(inner, setting, path)));
    default:
      // Conditions are decided before planning, and deferring is not switched on.
      throw new Error(`The plan has a ${node.kind}, which nothing asked for.`);
  }
}

function keysOf(path: ResponsePath): EntityPath {
  return path.map(String);
}

function inSequence(steps: readonly Step[]): Step {
  const from = (start: number, run: Run): void | Promise<void> => {
    for (let index = start; index < steps.length; index += 1) {
      const pending = steps[index]?.(run);
      if (pending !== undefined) return pending.then(() => from(index + 1, run));
    }
  };
  return (run) => from(0, run);
}

function inParallel(steps: readonly Step[]): Step {
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const one = step(run);
      if (one !== undefined) pending.push(one);
    }
    if (pending.length > 0) return Promise.all(pending).then(() => undefined);
  };
}
