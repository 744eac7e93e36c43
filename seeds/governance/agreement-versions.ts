import { addDays } from '../../schema/iso-date.ts';
import type { Agreement, AgreementEvent, AgreementRequest, AgreementTerms } from '../../storage/governance/port.ts';
import { replyDeadline } from '../reference/reply-deadline.ts';
import type { AgreementSketch, SketchedLife } from './agreement-sketch.ts';

/** Days before today on which things happened, and after it on which rights end; negative for a right that has ended. */
const TIMES: Readonly<Record<SketchedLife, { readonly requested: number; readonly lasts: number }>> = {
  active: { requested: 190, lasts: 365 },
  suspended: { requested: 190, lasts: 365 },
  revoked: { requested: 190, lasts: 365 },
  expired: { requested: 400, lasts: -30 },
  requested: { requested: 2, lasts: 365 },
};

/** Days from the request to the decision. */
const DECIDED_AFTER = 6;

/** Days before today on which an agreement was suspended or revoked. */
const STOPPED_BEFORE = 20;

/** Every version of the agreement that the sketch is about, the first one first, as the city would have saved them until today. */
export function agreementVersions(sketch: AgreementSketch, today: string): readonly Agreement[] {
  const { life = 'active', provider, consumer } = sketch;
  const requestedOn = addDays(today, -TIMES[life].requested);
  const validTo = addDays(today, TIMES[life].lasts);
  const request = requestOf(sketch, requestedOn, validTo);
  const first: Agreement = {
    id: `demo-${consumer.replace(/^\w+:/, '')}-${provider}`,
    version: 1,
    provider,
    consumer,
    status: 'REQUESTED',
    request,
    terms: null,
    decideBy: replyDeadline(requestedOn),
    history: [event(requestedOn, consumer, 'REQUESTED')],
  };
  if (life === 'requested') return [first];
  const officer = `officer:${provider}`;
  const granted = next(first, 'ACTIVE', event(addDays(requestedOn, DECIDED_AFTER), officer, 'APPROVED'));
  const active: Agreement = { ...granted, terms: termsOf(sketch, request) };
  if (life === 'active' || life === 'expired') return [first, active];
  const stoppedOn = addDays(today, -STOPPED_BEFORE);
  const [status, what] = life === 'revoked' ? (['REVOKED', 'REVOKED'] as const) : (['SUSPENDED', 'SUSPENDED'] as const);
  return [first, active, next(active, status, event(stoppedOn, officer, what, sketch.reason ?? null))];
}

function requestOf(sketch: AgreementSketch, validFrom: string, validTo: string): AgreementRequest {
  const { clear = [], masked = [], purposes, kinds = null, areas = null, usage, legalBasis, quotaPerDay } = sketch;
  return { scopes: [...clear, ...masked], purposes, kinds, areas, usage, legalBasis, validFrom, validTo, quotaPerDay };
}

function termsOf(sketch: AgreementSketch, request: AgreementRequest): AgreementTerms {
  const { purposes, kinds, areas, validFrom, validTo, quotaPerDay } = request;
  const { clear = [], masked = [] } = sketch;
  return { clear, masked, purposes, kinds, areas, validFrom, validTo, quotaPerDay };
}

function next(agreement: Agreement, status: Agreement['status'], happened: AgreementEvent): Agreement {
  return { ...agreement, version: agreement.version + 1, status, history: [...agreement.history, happened] };
}

/** At ten in the morning in the city. */
function event(day: string, by: string, what: AgreementEvent['what'], reason: string | null = null): AgreementEvent {
  return { at: `${day}T02:00:00.000Z`, by, what, reason };
}
