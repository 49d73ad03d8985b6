import type { AlertFigures, AlertKind } from '../../../../shared/model/alert'
import type { AlertRules } from '../../policy/alert-rules'

/** What the officer's own entries say at the moment of a reveal, this one included. */
export interface PatternFacts {
  readonly isEmergency: boolean
  /** Uses of emergency access in the last day. */
  readonly emergencies: number
  readonly isOutOfHours: boolean
  /** Reveals of this London day. */
  readonly revealsThatDay: number
  /** On how many earlier days of the span there was a reveal, and how many reveals those were. */
  readonly earlier: Readonly<{ days: number; reveals: number }>
  readonly isUnrelated: boolean
  readonly unrelatedThatDay: number
  /** The same within the rule's span of days, this day included. */
  readonly unrelatedInSpan: number
  readonly outOfHoursThatDay: number
  /** Reveals of this household without a relationship, within the span. */
  readonly sameHousehold: number
}
export interface NewAlert {
  readonly kind: AlertKind
  readonly figures: AlertFigures
}

/** The alerts that this reveal gives cause for. Each stands by its own figures. */
export function alertsOf(facts: PatternFacts, rules: AlertRules): NewAlert[] {
  const { volume, sameHousehold, noRelationship } = rules
  const usual = facts.earlier.days === 0 ? 0 : Math.round((facts.earlier.reveals / facts.earlier.days) * 10) / 10
  const from = Math.max(volume.atLeast, Math.ceil(usual * volume.times))
  const isManyToday = facts.unrelatedThatDay >= noRelationship.perDay
  const alert = (holds: boolean, kind: AlertKind, figures: AlertFigures): NewAlert[] => (holds ? [{ kind, figures }] : [])
  return [
    ...alert(facts.isEmergency, 'emergency', { count: facts.emergencies, usual: null, from: 1, days: 1 }),
    ...alert(facts.earlier.days >= volume.afterDays && facts.revealsThatDay >= from, 'volume', { count: facts.revealsThatDay, usual, from, days: 1 }),
    ...alert(facts.isUnrelated && (isManyToday || facts.unrelatedInSpan >= noRelationship.inSpan), 'no-relationship', isManyToday
      ? { count: facts.unrelatedThatDay, usual: null, from: noRelationship.perDay, days: 1 }
      : { count: facts.unrelatedInSpan, usual: null, from: noRelationship.inSpan, days: noRelationship.withinDays }),
    ...alert(facts.isOutOfHours && facts.outOfHoursThatDay >= rules.outOfHoursPerDay, 'out-of-hours', { count: facts.outOfHoursThatDay, usual: null, from: rules.outOfHoursPerDay, days: 1 }),
    ...alert(facts.isUnrelated && facts.sameHousehold >= sameHousehold.times, 'never-allocated-repeats', { count: facts.sameHousehold, usual: null, from: sameHousehold.times, days: sameHousehold.withinDays }),
  ]
}
