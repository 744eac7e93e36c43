import { isInForce } from '../../seeds/reference/legal-bases.ts';
import {
  type IncentiveMeasure,
  incentiveMeasures,
  type PunishmentMeasure,
  punishmentMeasures,
} from '../../seeds/reference/measures.ts';
import { departmentView } from './department-view.ts';
import { measureOf } from './measure-of.ts';

/** A measure of either sort as the graph tells it; null for one that the tables do not have any more. */
export function measureView(code: string, today: string) {
  const measure = measureOf(code);
  return measure === null ? null : viewOf(measure, today);
}

/** All measures, those against dishonesty first. */
export function measureViews(today: string) {
  return [...punishmentMeasures().values(), ...incentiveMeasures().values()].map((measure) => viewOf(measure, today));
}

function viewOf(measure: PunishmentMeasure | IncentiveMeasure, today: string) {
  return {
    code: measure.code,
    class: 'class' in measure ? measure.class : null,
    kind: measure.kind,
    name: measure.nameZh,
    nameEn: measure.nameEn,
    content: measure.content,
    legalBasis: measure.legalBasis,
    isInForce: isInForce(measure.bases, today),
    verified: measure.verified,
    mechanism: measure.mechanism.toUpperCase(),
    subjectKinds: measure.subjectKinds,
    matters: measure.matters,
    executingBodies: measure.executingBodies.map(departmentView),
    eligibility: 'eligibility' in measure ? measure.eligibility : null,
    cleanYears: 'cleanYears' in measure ? measure.cleanYears : null,
  };
}
