import { type IntakeRule, intakeRules } from '../../seeds/reference/intake-rules.ts';

/** A rule as the graph shows it. */
export interface RuleView {
  readonly code: string;
  readonly severity: 'ERROR' | 'WARNING';
  readonly message: string;
  readonly messageZh: string;
  readonly remedy: string;
  readonly remedyZh: string;
}

/** The rules in force on the day. */
export function ruleViews(today: string): readonly RuleView[] {
  return [...intakeRules(today).values()].map(viewOf);
}

/** The rule of the code; where it is no longer in force, what it is called and no more. */
export function ruleView(code: string, today: string): RuleView {
  const rule = intakeRules(today).get(code);
  if (rule !== undefined) return viewOf(rule);
  return { code, severity: 'WARNING', message: '', messageZh: '', remedy: '', remedyZh: '' };
}

function viewOf({ code, severity, messageEn, messageZh, remedyEn, remedyZh }: IntakeRule): RuleView {
  return {
    code,
    severity: severity === 'E' ? 'ERROR' : 'WARNING',
    message: messageEn,
    messageZh,
    remedy: remedyEn,
    remedyZh,
  };
}
