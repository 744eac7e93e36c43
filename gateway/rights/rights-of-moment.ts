import type { Caller } from '../../schema/access/passport.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import type { AgreementDirectory, DirectorySnapshot } from '../../storage/governance/agreement-directory.ts';
import type { Agreement } from '../../storage/governance/port.ts';
import type { QuotaBook } from './quota-book.ts';
import { scopeTable } from './scope-table.ts';
import type { RightsSetting } from './standing.ts';

/** What rights depend on beside their bearer. */
export interface Moment {
  readonly supergraph: () => Supergraph;
  /** Null where there are no agreements. */
  readonly agreements: AgreementDirectory | null;
  readonly quotas: QuotaBook;
}

/** What rights are made of now: the same object until the agreements or the supergraph change. */
export function rightsOfMoment({ supergraph, agreements, quotas }: Moment): () => RightsSetting {
  let seen: { readonly supergraph: Supergraph; readonly snapshot: DirectorySnapshot | null } | undefined;
  let setting: RightsSetting | undefined;
  return () => {
    const now = { supergraph: supergraph(), snapshot: agreements?.snapshot() ?? null };
    if (setting !== undefined && seen?.supergraph === now.supergraph && seen.snapshot === now.snapshot) return setting;
    seen = now;
    setting = {
      table: scopeTable(now.supergraph),
      agreementsOf: (caller) => (now.snapshot === null ? [] : agreementsOf(caller, now.snapshot)),
      isUsedUp: (agreement, quota, day) => quotas.isUsedUp(agreement, quota, day),
    };
    return setting;
  };
}

/** An application is who it is registered as: a token of the same name for another kind or department gains nothing. */
function agreementsOf({ id, kind, department }: Caller, snapshot: DirectorySnapshot): readonly Agreement[] {
  const application = snapshot.applications.get(id);
  const isRegistered = application?.kind === kind && application.department === department;
  return isRegistered ? snapshot.agreementsOf(id) : [];
}
