import { areaTable } from '../../seeds/reference/areas.ts';
import type { Subject } from '../../storage/port.ts';
import { shownValue } from '../_runtime/access/shown-value.ts';
import type { Sights } from '../_runtime/access/sights.ts';
import { isPublicNumber } from '../_runtime/public-number.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { creditReport } from './credit-report.ts';

/** A subject as the caller may see it; fields are made when they are asked for. */
export class SubjectView {
  readonly #subject: Subject;
  readonly #sights: Sights;
  readonly #context: SubgraphContext;

  constructor(subject: Subject, sights: Sights, context: SubgraphContext) {
    this.#subject = subject;
    this.#sights = sights;
    this.#context = context;
  }

  get __typename() {
    return 'CreditSubject';
  }

  get id() {
    return this.#subject.id;
  }

  get kind() {
    return this.#subject.kind;
  }

  get name() {
    return this.#shown('name', () => this.#subject.name);
  }

  get uscc() {
    return this.#subject.uscc;
  }

  get formerNumbers() {
    // Stores that were filled before intake left personal numbers out may hold some.
    return this.#subject.formerNumbers.filter(isPublicNumber);
  }

  get area() {
    const { areaCode: code } = this.#subject;
    return code === null ? null : { code, name: areaTable().name(code) ?? code };
  }

  get identityNo() {
    return this.#shown('identityNo', () => this.#context.store.unseal(this.#subject, 'identityNo'));
  }

  get creditReport() {
    return creditReport(this.#subject.id, this.#context.now);
  }

  #shown(field: string, read: () => unknown): unknown {
    const { fields } = this.#context.access.of('CreditSubject').type;
    const position = fields.findIndex(({ name }) => name === field);
    const guarded = fields[position];
    return guarded === undefined ? null : shownValue(guarded, position, this.#sights, this.#context, read);
  }
}
