import { HubError } from '../../schema/errors.ts';
import type { Agreement, Application, GovernanceStore } from '../../storage/governance/port.ts';
import { agreementVersions } from './agreement-versions.ts';
import { demoAgreementSketches } from './demo-agreement-sketches.ts';
import { demoApplications } from './demo-applications.ts';

/** Agreements of the demo city on a day, each with all its versions. */
export function demoAgreements(today: string): readonly (readonly Agreement[])[] {
  return demoAgreementSketches.map((sketch) => agreementVersions(sketch, today));
}

/**
 * Brings the applications and agreements of the demo city into a store. What is there already stays as it is, so that this may be
 * done again after a crash, or by several processes at once.
 *
 * @param today day in the city, YYYY-MM-DD
 */
export async function fillDemoGovernance(store: GovernanceStore, today: string): Promise<void> {
  for (const application of demoApplications) await saveNewApplication(store, application);
  for (const versions of demoAgreements(today)) await saveNewVersions(store, versions);
}

async function saveNewApplication(store: GovernanceStore, application: Application): Promise<void> {
  if ((await store.application(application.id)) !== null) return;
  await unlessSaved(store.saveApplication(application));
}

async function saveNewVersions(store: GovernanceStore, versions: readonly Agreement[]): Promise<void> {
  for (const version of versions) {
    const known = (await store.agreement(version.id))?.version ?? 0;
    if (known < version.version) await unlessSaved(store.saveAgreement(version));
  }
}

/** Another process was first with the same. */
async function unlessSaved(save: Promise<void>): Promise<void> {
  try {
    await save;
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'CONFLICT')) throw error;
  }
}
