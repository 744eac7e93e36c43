import type { FieldPolicy } from './field-policy.ts';
import type { Requirement } from './requirement.ts';

/** Sharing classes (政务信息资源共享管理暂行办法, art. 9; authorization §2), in English and in Chinese. */
const CLASSES = {
  UNCONDITIONAL: ['shared without conditions', '无条件共享'],
  CONDITIONAL: ['shared under an agreement', '有条件共享'],
  AUTHORIZED: ["shared with the subject's authorisation", '授权查询'],
} as const;

/** What callers are told of a protected field: its class and its owner; undefined for a public one. */
export function classNote({ requires, requiresOneOf, owner }: FieldPolicy): string | undefined {
  const all = [...requires, ...requiresOneOf.flat()];
  if (all.length === 0) return undefined;
  const [english, chinese] = CLASSES[classOf(all)];
  const [ofOwner, byOwner] = owner === undefined ? ['', ''] : [`; owner: ${owner.name}`, `；提供部门：${owner.name}`];
  return `Class: ${english}${ofOwner}. 共享属性：${chinese}${byOwner}。`;
}

/** The narrowest of the classes that the rules stand for. */
function classOf(requirements: readonly Requirement[]): keyof typeof CLASSES {
  if (requirements.some(({ rule }) => rule.policies.length > 0)) return 'AUTHORIZED';
  return requirements.some(({ rule }) => rule.scopes.length > 0) ? 'CONDITIONAL' : 'UNCONDITIONAL';
}
