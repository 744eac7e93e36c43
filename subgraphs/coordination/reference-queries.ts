import { matterTable } from '../../seeds/reference/matters.ts';
import { powerItems } from '../../seeds/reference/power-items.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type CoordinatedList, coordinatedLists } from './coordinated-list.ts';
import { departmentView } from './department-view.ts';
import { measureViews } from './measure-view.ts';

/** The tables that joint incentive and punishment goes by. */
export const referenceQueries = {
  coordinatedLists: () => coordinatedLists(),
  coordinatedMeasures: (_: unknown, { inForce }: { inForce?: boolean | null }, { today }: SubgraphContext) =>
    measureViews(today).filter((measure) => inForce == null || measure.isInForce === inForce),
  powerItems: () => [...powerItems().keys()].map(powerItemView),
} satisfies Record<string, FieldResolver>;

export const referenceFields = {
  CoordinatedList: {
    name: ({ nameZh }: CoordinatedList) => nameZh,
    owner: ({ ownerDepartment }: CoordinatedList) => departmentView(ownerDepartment),
  },
} satisfies ResolverMap;

/** A power item as the graph tells it; null for one that the table does not have any more. */
export function powerItemView(code: string) {
  const item = powerItems().get(code);
  if (item === undefined) return null;
  const { nameZh, nameEn, matter, executingBody, handledBy, subjectKinds } = item;
  return {
    code,
    name: nameZh,
    nameEn,
    matter,
    purpose: matterTable().get(matter)?.purpose ?? null,
    executingBody: departmentView(executingBody),
    handledBy: handledBy.map(departmentView),
    subjectKinds,
  };
}
