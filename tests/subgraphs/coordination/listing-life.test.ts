import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Caller } from '../../../schema/access/passport.ts';
import { addDays } from '../../../schema/iso-date.ts';
import { officialWorkingDays } from '../../../seeds/reference/working-calendar.ts';
import { coordinatedList, coordinatedLists } from '../../../subgraphs/coordination/coordinated-list.ts';
import {
  isInForceOn,
  type Listing,
  liftDay,
  listingStateOn,
  objectionDeadline,
  taskStateIn,
} from '../../../subgraphs/coordination/listing.ts';
import {
  type ListingEvent,
  type ListingOpening,
  type ListingOutcome,
  type ListingStep,
  openListing,
  takeListingStep,
} from '../../../subgraphs/coordination/listing-life.ts';
import { isMeasureInForce, measureOf } from '../../../subgraphs/coordination/measure-of.ts';
import type { Occasion } from '../../../subgraphs/coordination/occasion.ts';

const OPENING: ListingOpening = {
  subjectId: 'o.91451102MA5K000001',
  subjectKind: 'ORGANIZATION',
  responsiblePersons: [],
  documentNo: '贺市监列字〔2026〕7号',
  decidedOn: '2026-01-30',
  reason: '情节严重',
  legalBasis: '《市场监督管理严重违法失信名单管理办法》第五条',
  endsOn: null,
};

function officer(department: string, kind: Caller['kind'] = 'officer'): Caller {
  return { kind, id: `${kind}:${department}`, department, subject: null };
}

function on(today: string, caller = officer('market')): Occasion {
  return { caller, today, now: new Date(`${today}T04:00:00Z`) };
}

function listNamed(code: string) {
  const list = coordinatedList(code);
  if (list === null) throw new Error(`no list ${code}`);
  return list;
}

function taken(outcome: ListingOutcome): Listing {
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome.listing;
}

function codes(outcome: ListingOutcome): readonly string[] {
  return outcome.kind === 'refused' ? outcome.problems.map(({ code, field }) => `${code} ${field}`) : [];
}

const opened = (today = '2026-02-13', opening: Partial<ListingOpening> = {}) =>
  taken(openListing(listNamed('MARKET_SERIOUS_VIOLATION'), { ...OPENING, ...opening }, on(today)));

const effective = (opening: Partial<ListingOpening> = {}) =>
  taken(takeListingStep(opened('2026-02-13', opening), { kind: 'MAKE_EFFECTIVE' }, on('2026-02-28')));

describe('an entry', () => {
  test('leaves its subject the working days of the limit to object, over Spring Festival and its make-up Saturdays', () => {
    // Told on Fri 13 February 2026; Sat 14 is worked, 15 to 23 are holidays, then 24, 25, 26 and 27.
    const listing = opened('2026-02-13');
    expect(listing.objectBy).toBe('2026-02-27');
    expect(officialWorkingDays().workingDaysBetween('2026-02-13', '2026-02-27')).toBe(5);
    expect(codes(takeListingStep(listing, { kind: 'MAKE_EFFECTIVE' }, on('2026-02-27')))).toEqual([
      'WRONG_STATUS null',
    ]);
    expect(taken(takeListingStep(listing, { kind: 'MAKE_EFFECTIVE' }, on('2026-02-28'))).effectiveOn).toBe(
      '2026-02-28',
    );
  });

  test('gives its subject no less time than a calendar that came later says, and no less than it was told', () => {
    const listing = opened('2026-12-28', { decidedOn: '2026-12-01' });
    expect(objectionDeadline(listing)).toMatchObject({ on: listing.objectBy, isProvisional: true });
    const toldLess = { ...listing, objectBy: '2026-12-30' };
    expect(objectionDeadline(toldLess)?.on).toBe(listing.objectBy);
    expect(codes(takeListingStep(toldLess, { kind: 'MAKE_EFFECTIVE' }, on('2026-12-31')))).toEqual([
      'WRONG_STATUS null',
    ]);
    expect(objectionDeadline({ ...listing, objectBy: '2027-02-01' })?.on).toBe('2027-02-01');
  });

  test('is made by an officer of the department that keeps the list, and nobody else', () => {
    for (const caller of [officer('tax'), officer('market', 'application'), officer('market', 'auditor')]) {
      const outcome = openListing(listNamed('MARKET_SERIOUS_VIOLATION'), OPENING, on('2026-02-13', caller));
      expect(codes(outcome)).toEqual(['NOT_ALLOWED null']);
      expect(codes(takeListingStep(opened(), { kind: 'MARK_OBJECTION' }, on('2026-02-28', caller)))).toEqual([
        'NOT_ALLOWED null',
      ]);
    }
  });

  test.each<[string, Partial<ListingOpening>, string]>([
    ['a decision of tomorrow', { decidedOn: '2026-02-14' }, 'INVALID decidedOn'],
    ['a term that is over', { decidedOn: '2023-01-02' }, 'INVALID endsOn'],
    ['a term beyond the list', { endsOn: '2029-01-31' }, 'INVALID endsOn'],
    ['a reason with a number of a person', { reason: '法定代表人电话 138 0013 8000' }, 'INVALID reason'],
    ['no document', { documentNo: ' ' }, 'INVALID documentNo'],
  ])('is refused for %s', (_, opening, problem) => {
    const outcome = openListing(listNamed('MARKET_SERIOUS_VIOLATION'), { ...OPENING, ...opening }, on('2026-02-13'));
    expect(codes(outcome)).toEqual([problem]);
  });

  test('is refused where the list is not for such subjects', () => {
    const list = listNamed('SOCIAL_ORGANIZATION_ABNORMAL');
    const person = { ...OPENING, subjectKind: 'NATURAL_PERSON' } as const;
    expect(codes(openListing(list, person, on('2026-02-13', officer('civil-affairs'))))).toEqual(['INVALID subject']);
  });

  test('is refused where the basis of the list is not in force', () => {
    // The customs rules of the list are in force since 2026-04-01.
    const list = listNamed('CUSTOMS_DISCREDITED');
    const customs = (today: string) => openListing(list, OPENING, on(today, officer('customs')));
    expect(codes(customs('2026-03-31'))).toEqual(['INVALID list']);
    expect(codes(customs('2026-04-01'))).toEqual([]);
  });

  test('of integrity takes effect at once, and calls incentives forth', () => {
    const list = listNamed('INTEGRITY_MODEL');
    const keeper = officer('development-reform');
    const listing = taken(openListing(list, OPENING, on('2026-02-13', keeper)));
    const inEffect = taken(takeListingStep(listing, { kind: 'MAKE_EFFECTIVE' }, on('2026-02-13', keeper)));
    expect([listing.objectBy, isInForceOn(inEffect, '2026-02-13')]).toEqual([null, true]);
    expect(inEffect.tasks.map(({ measure }) => measureOf(measure)?.kind)).toContain('GREEN_CHANNEL');
  });

  test('that is disputed does not take effect until that is decided', () => {
    const disputed = taken(takeListingStep(opened(), { kind: 'MARK_OBJECTION' }, on('2026-02-25')));
    expect(codes(takeListingStep(disputed, { kind: 'MAKE_EFFECTIVE' }, on('2026-03-02')))).toEqual([
      'WRONG_STATUS null',
    ]);
    const decided = taken(takeListingStep(disputed, { kind: 'CLEAR_OBJECTION' }, on('2026-03-02')));
    expect(taken(takeListingStep(decided, { kind: 'MAKE_EFFECTIVE' }, on('2026-03-02'))).status).toBe('EFFECTIVE');
  });

  test('expires by the clock, on the day after its last one', () => {
    const listing = effective({ endsOn: '2026-05-31' });
    expect(listingStateOn(listing, '2026-05-31')).toBe('EFFECTIVE');
    expect(listingStateOn(listing, '2026-06-01')).toBe('EXPIRED');
    const [task] = listing.tasks;
    if (task === undefined) throw new Error('no task');
    expect(taskStateIn(listing, task, '2026-05-31')).toBe('OVERDUE');
    expect(taskStateIn(listing, task, '2026-06-01')).toBe('ENDED');
    const accept = { kind: 'ACCEPT', task: task.ref } as const;
    expect(codes(takeListingStep(listing, accept, on('2026-06-01', officer(task.department))))).toEqual([
      'WRONG_STATUS null',
    ]);
  });
});

test('a task ends with the basis of its measure, though the entry goes on', () => {
  const person = { subjectKind: 'NATURAL_PERSON', decidedOn: '2024-03-01' } as const;
  const made = takeListingStep(opened('2024-03-04', person), { kind: 'MAKE_EFFECTIVE' }, on('2024-04-01'));
  const listing = taken(made);
  // Rests on the regulation of 2014, which was in force until 2024-04-30.
  const task = listing.tasks.find(({ measure }) => measure === 'A33');
  if (task === undefined) throw new Error('no such task');
  expect(taskStateIn(listing, task, '2024-04-30')).toBe('OVERDUE');
  expect([taskStateIn(listing, task, '2024-05-01'), listingStateOn(listing, '2024-05-01')]).toEqual([
    'ENDED',
    'EFFECTIVE',
  ]);
  const accept = { kind: 'ACCEPT', task: task.ref } as const;
  expect(codes(takeListingStep(listing, accept, on('2024-05-01', officer(task.department))))).toEqual([
    'WRONG_STATUS null',
  ]);
});

describe('a task', () => {
  const listing = effective();
  const task = listing.tasks[0];
  if (task === undefined) throw new Error('no task');
  const own = officer(task.department);

  test('is late by the clock, counted over the Qingming holiday, and may be done late', () => {
    // Effective on Sat 28 February, which is worked: 2, 3 and 4 March.
    expect(task.respondBy).toBe('2026-03-04');
    expect(taskStateIn(listing, task, '2026-03-04')).toBe('PENDING');
    expect(taskStateIn(listing, task, '2026-03-05')).toBe('OVERDUE');
    const accepted = taken(takeListingStep(listing, { kind: 'ACCEPT', task: task.ref }, on('2026-03-30', own)));
    // 31 March, 1 to 3 April; 4 to 6 April are holidays; 7 to 10, 13 and 14 April.
    expect(accepted.tasks[0]?.executeBy).toBe('2026-04-14');
    expect(taskStateIn(accepted, accepted.tasks[0] ?? task, '2026-04-15')).toBe('OVERDUE');
  });

  test('is its own department affair: to all others it looks as if there were none', () => {
    for (const caller of [
      officer('education'),
      officer(task.department, 'auditor'),
      officer(task.department, 'operator'),
    ]) {
      const accept = { kind: 'ACCEPT', task: task.ref } as const;
      expect(codes(takeListingStep(listing, accept, on('2026-03-02', caller)))).toEqual(['NOT_FOUND id']);
    }
    const none = { kind: 'ACCEPT', task: 'T999' } as const;
    expect(codes(takeListingStep(listing, none, on('2026-03-02', own)))).toEqual(['NOT_FOUND id']);
  });

  test('is answered in one way', () => {
    const decline = { kind: 'NOT_APPLICABLE', task: task.ref, reason: '未申请' } as const;
    const declined = taken(takeListingStep(listing, decline, on('2026-03-02', own)));
    expect(codes(takeListingStep(declined, { kind: 'ACCEPT', task: task.ref }, on('2026-03-03', own)))).toEqual([
      'WRONG_STATUS null',
    ]);
  });

  test('upon a natural person is carried out by officers only, whatever programs may accept or decline', () => {
    const ofPerson = effective({ subjectKind: 'NATURAL_PERSON' });
    const [first] = ofPerson.tasks;
    if (first === undefined) throw new Error('no task');
    const execution = { on: '2026-03-02', documentNo: '1号', effect: '已办', amountWan: null };
    const execute = { kind: 'EXECUTE', task: first.ref, execution } as const;
    const program = officer(first.department, 'application');
    expect(codes(takeListingStep(ofPerson, execute, on('2026-03-02', program)))).toEqual(['NOT_ALLOWED null']);
    expect(codes(takeListingStep(ofPerson, { kind: 'ACCEPT', task: first.ref }, on('2026-03-02', program)))).toEqual(
      [],
    );
    expect(codes(takeListingStep(ofPerson, execute, on('2026-03-02', officer(first.department))))).toEqual([]);
    const company = takeListingStep(
      listing,
      { ...execute, task: task.ref },
      on('2026-03-02', officer(task.department, 'application')),
    );
    expect(codes(company)).toEqual([]);
  });

  test('is not carried out before it was opened, or tomorrow', () => {
    const execution = { documentNo: '1号', effect: '已办', amountWan: null };
    const execute = (day: string) =>
      takeListingStep(
        listing,
        { kind: 'EXECUTE', task: task.ref, execution: { ...execution, on: day } },
        on('2026-03-02', own),
      );
    expect(codes(execute('2026-02-27'))).toEqual(['INVALID on']);
    expect(codes(execute('2026-03-03'))).toEqual(['INVALID on']);
    expect(codes(execute('2026-02-28'))).toEqual([]);
  });
});

test('measures that the law aims at persons reach those who answer for a company', () => {
  const list = listNamed('WAGE_ARREARS');
  const keeper = officer('human-resources');
  const made = (responsiblePersons: readonly string[]) => {
    const listing = taken(openListing(list, { ...OPENING, responsiblePersons }, on('2026-02-13', keeper)));
    return taken(takeListingStep(listing, { kind: 'MAKE_EFFECTIVE' }, on('2026-02-28', keeper))).tasks;
  };
  for (const { measure, department } of made(['p.chief'])) {
    expect(measureOf(measure)?.subjectKinds).toContainEqual(expect.stringMatching(/ORGANIZATION|NATURAL_PERSON/));
    expect(department).not.toMatch(/financial-institutions|insurers|industry-associations/);
  }
  expect(made(['p.chief']).length).toBeGreaterThanOrEqual(made([]).length);
});

/** What may happen on one day of a history; most of it will not do. */
const attempt = fc.record({
  days: fc.nat(200),
  by: fc.nat(),
  task: fc.nat(),
  kind: fc.constantFrom(
    'MAKE_EFFECTIVE',
    'REVOKE',
    'REPAIR',
    'MARK_OBJECTION',
    'CLEAR_OBJECTION',
    'ACCEPT',
    'EXECUTE',
    'NOT_APPLICABLE',
    'RESTORE',
    'CONFIRM_LIFT',
  ),
});

function stepOf(listing: Listing, { kind, task: index }: { kind: string; task: number }, today: string): ListingStep {
  const task = listing.tasks.length === 0 ? 'none' : (listing.tasks[index % listing.tasks.length]?.ref ?? 'none');
  const decided = { documentNo: '9号', reason: '事由' };
  const execution = { on: today, documentNo: '8号', effect: '已办', amountWan: null };
  switch (kind) {
    case 'ACCEPT':
      return { kind, task };
    case 'EXECUTE':
      return { kind, task, execution };
    case 'NOT_APPLICABLE':
      return { kind, task, reason: '不涉及' };
    case 'CONFIRM_LIFT':
      return { kind, task, lift: { on: today, documentNo: '7号', effect: '已解除' } };
    case 'REVOKE':
    case 'REPAIR':
    case 'RESTORE':
      return { kind, ...decided };
    default:
      return { kind: kind as 'MAKE_EFFECTIVE' };
  }
}

describe('in any history', () => {
  const lists = coordinatedLists();
  const histories = fc.record({
    list: fc.nat(lists.length - 1),
    kind: fc.nat(),
    start: fc.oneof(fc.nat(90), fc.nat(1_000)),
    isSoonEffective: fc.boolean(),
    attempts: fc.array(attempt, { maxLength: 25 }),
  });

  type History = typeof histories extends fc.Arbitrary<infer Made> ? Made : never;

  /** Plays the history, and looks after every step and on the days after it. */
  function play(
    { list: index, kind, start, isSoonEffective, attempts }: History,
    look: (listing: Listing, today: string, events: readonly ListingEvent[]) => void,
  ): void {
    const list = lists[index];
    let today = addDays('2024-01-02', start);
    if (list === undefined) return;
    const subjectKind = list.subjectKinds[kind % list.subjectKinds.length] ?? 'ORGANIZATION';
    const opening = { ...OPENING, decidedOn: addDays(today, -20), subjectKind };
    const first = openListing(list, opening, on(today, officer(list.ownerDepartment)));
    if (first.kind === 'refused') return;
    let { listing } = first;
    const events = [first.event];
    look(listing, today, events);
    const soon = { days: 30, by: 0, task: 0, kind: 'MAKE_EFFECTIVE' } as const;
    for (const one of isSoonEffective ? [soon, ...attempts] : attempts) {
      today = addDays(today, one.days);
      const step = stepOf(listing, one, today);
      const departments = [list.ownerDepartment, ...listing.tasks.map(({ department }) => department)];
      const by = departments[one.by % departments.length] ?? list.ownerDepartment;
      const outcome = takeListingStep(listing, step, on(today, officer(by)));
      if (outcome.kind === 'taken') {
        expect(outcome.listing).not.toEqual(listing);
        ({ listing } = outcome);
        events.push(outcome.event);
      }
      look(listing, today, events);
    }
  }

  test('no task is open once what it follows from has ended', () => {
    fc.assert(
      fc.property(histories, fc.nat(600), (history, later) => {
        play(history, (listing, today) => {
          for (const day of [today, addDays(today, later)]) {
            const open = listing.tasks.filter((task) =>
              ['PENDING', 'ACCEPTED', 'EXECUTED', 'OVERDUE'].includes(taskStateIn(listing, task, day)),
            );
            if (open.length > 0) expect(listingStateOn(listing, day)).toBe('EFFECTIVE');
          }
        });
      }),
    );
  });

  test('no measure is open without a basis that is in force', () => {
    fc.assert(
      fc.property(histories, fc.nat(600), (history, later) => {
        play(history, (listing, today) => {
          const day = addDays(today, later);
          for (const task of listing.tasks) {
            if (['PENDING', 'ACCEPTED', 'EXECUTED', 'OVERDUE'].includes(taskStateIn(listing, task, day))) {
              expect(isMeasureInForce(task.measure, day)).toBe(true);
            }
          }
        });
      }),
    );
  });

  test('every change of state is in the timeline, once, and what has ended is only lifted, or restored', () => {
    fc.assert(
      fc.property(histories, (history) => {
        play(history, (listing, _, events) => {
          const last = events.findLastIndex(({ what }) => what === 'REVOKE' || what === 'REPAIR');
          const restored = events.findLastIndex(({ what }) => what === 'RESTORE');
          expect(last > restored).toBe(listing.ending !== null);
          expect(events.filter(({ what }) => what === 'MAKE_EFFECTIVE')).toHaveLength(
            listing.effectiveOn === null ? 0 : 1,
          );
          if (listing.ending !== null) {
            expect(events.slice(last + 1).filter(({ what }) => what !== 'TASK_LIFTED')).toEqual([]);
          }
          for (const { ref, status, lift } of listing.tasks) {
            expect([status, lift != null]).toEqual(standingBy(events, ref));
          }
        });
      }),
    );
  });

  /** What the timeline says of a task, and whether it was lifted. */
  function standingBy(events: readonly ListingEvent[], ref: string): readonly [string, boolean] {
    let status = 'PENDING';
    let isLifted = false;
    for (const { what, task } of events) {
      if (what === 'RESTORE' && (isLifted || status === 'ACCEPTED')) [status, isLifted] = ['PENDING', false];
      if (task !== ref) continue;
      if (what === 'TASK_LIFTED') isLifted = true;
      else status = what.slice('TASK_'.length);
    }
    return [status, isLifted];
  }

  test('what was carried out is to be lifted once its ground has ended, until that is confirmed', () => {
    fc.assert(
      fc.property(histories, fc.nat(600), (history, later) => {
        play(history, (listing, today) => {
          const day = addDays(today, later);
          for (const task of listing.tasks) {
            const isOver = task.status === 'EXECUTED' && taskStateIn(listing, task, day) === 'ENDED';
            expect(liftDay(listing, task, day) !== null).toBe(isOver && task.lift == null);
            if (task.lift != null) expect(taskStateIn(listing, task, day)).toBe('ENDED');
          }
        });
      }),
    );
  });

  test('nothing is in effect before its subject had its working days to object', () => {
    fc.assert(
      fc.property(histories, (history) => {
        play(history, ({ nature, notifiedOn, effectiveOn }) => {
          if (nature === 'INCENTIVE' || effectiveOn === null) return;
          expect(officialWorkingDays().workingDaysBetween(notifiedOn, addDays(effectiveOn, -1))).toBeGreaterThanOrEqual(
            5,
          );
        });
      }),
    );
  });
});
