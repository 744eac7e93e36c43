import { checkAndFeedBack, expectPass } from './check.ts';
import { findCompany } from './company.ts';
import { readFigures } from './figures.ts';
import { enterInList } from './listing.ts';
import { readNotice } from './notices.ts';
import { PROCUREMENT, REGION } from './personas.ts';
import { PENALTY_ITEM, pullAll, pullTombstone } from './region.ts';
import { applyTooEarly, repair } from './repair.ts';
import { openStage, type Stage } from './stage.ts';
import { answerTasks, liftMeasures } from './tasks.ts';

const FIRST_DAY = '2026-11-02';
const DAY_OF_CHECK = '2026-11-16';

/** A company is listed, acted upon, repaired and no longer shown: all through the graph, by eight personas with tokens and the public. */
async function main(): Promise<void> {
  console.log(
    'A hub in this process, on a temporary folder with a small synthetic city; the story moves its clock on.',
  );
  await using stage = await openStage(FIRST_DAY);
  await play(stage);
  console.log('\nAll is as told. The hub is stopped, and its folder removed.');
}

async function play(stage: Stage): Promise<void> {
  stage.moveTo(FIRST_DAY);
  const company = await findCompany(stage);
  await expectPass(stage, company);
  const cursor = await pullAll(stage, company);
  const listing = await enterInList(stage, company);
  await answerTasks(stage, listing);

  stage.moveTo(DAY_OF_CHECK);
  await checkAndFeedBack(stage, company, DAY_OF_CHECK);
  const dayOfRepair = await applyTooEarly(stage, company, { listing });

  stage.moveTo(dayOfRepair);
  await repair(stage, company, 'the entry', { listing });
  await liftMeasures(stage, listing, dayOfRepair);
  await readNotice(stage, 'procurement', PROCUREMENT, 'the entry', listing);
  await repair(stage, company, 'the penalty', { item: PENALTY_ITEM, record: company.penalty });
  await expectPass(stage, company);
  await pullTombstone(stage, company, cursor);
  await readNotice(stage, 'region', REGION, 'the penalty', company.penalty);
  await readFigures(stage, { from: FIRST_DAY.slice(0, 7), to: dayOfRepair.slice(0, 7) });
}

try {
  await main();
} catch (error) {
  console.error(`The story does not go as told: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
