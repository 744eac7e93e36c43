import { bestSight, lesser, type Rights, type Sight, worstSight } from '../../schema/access/sight.ts';
import type { Requirement } from './requirement.ts';

/** What a requirement needs of the caller's rights to be weighed. */
type Needs = {
  readonly requires: readonly Requirement[];
  readonly requiresClear: readonly Requirement[];
  readonly requiresOneOf: readonly (readonly Requirement[])[];
};

const NOTHING_UNMET: readonly Requirement[] = [];

/** How one caller sees what has requirements. Each requirement is looked at once. */
export class Sights {
  readonly #rights: Rights;
  readonly #best = new Map<Requirement, Sight>();
  readonly #worst = new Map<Requirement, Sight>();

  constructor(rights: Rights) {
    this.#rights = rights;
  }

  /** What of the needs is met for no row; nothing where it may be asked. */
  unmet({ requires, requiresClear, requiresOneOf }: Needs): readonly Requirement[] {
    if (requires.length === 0 && requiresOneOf.length === 0) return NOTHING_UNMET;
    const isDenied = (requirement: Requirement) => this.#bestOf(requirement) === 'denied';
    const unclear = requiresClear.filter((requirement) => this.#bestOf(requirement) !== 'clear');
    const choices = requiresOneOf.filter((choice) => choice.every(isDenied));
    return [...new Set([...requires.filter(isDenied), ...unclear, ...choices.flat()])];
  }

  /** The most that is seen of any row. */
  best(requires: readonly Requirement[]): Sight {
    return requires.reduce<Sight>((sight, requirement) => lesser(sight, this.#bestOf(requirement)), 'clear');
  }

  /** What is seen of every row at least. */
  worst(requires: readonly Requirement[]): Sight {
    return requires.reduce<Sight>((sight, requirement) => lesser(sight, this.#worstOf(requirement)), 'clear');
  }

  #bestOf(requirement: Requirement): Sight {
    const known = this.#best.get(requirement) ?? bestSight(requirement, this.#rights);
    this.#best.set(requirement, known);
    return known;
  }

  #worstOf(requirement: Requirement): Sight {
    const known = this.#worst.get(requirement) ?? worstSight(requirement, this.#rights);
    this.#worst.set(requirement, known);
    return known;
  }
}
