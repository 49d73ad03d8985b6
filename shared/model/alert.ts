import { z } from 'zod'
import { codesOf } from './codes'

/** What an alert is about. It explains itself and a manager looks at it: nothing is ever switched off by one. */
export const ALERT_KINDS = {
  volume: 'More reveals than usual for this officer', 'no-relationship': 'Several reveals without a recorded relationship', emergency: 'Emergency access was used', 'out-of-hours': 'Several reveals outside working hours',
  'own-circle': 'Somebody of their own circle was tried', 'never-allocated-repeats': 'The same household again and again, never allocated',
} as const
export const AlertKindSchema = z.enum(codesOf(ALERT_KINDS))
export type AlertKind = z.infer<typeof AlertKindSchema>

/** The numbers that made it: how many there were, and how many are usual or allowed before somebody is told. */
export const AlertFiguresSchema = z.strictObject({ count: z.int().min(0), usual: z.number().min(0).nullable(), from: z.int().min(0), days: z.int().min(1) })
export type AlertFigures = z.infer<typeof AlertFiguresSchema>

/** What the manager found. Codes only, since the hub holds no words; what is worth words is a review or a talk. */
export const ALERT_OUTCOMES = { expected: 'As expected', spoken: 'Spoken with the officer', concern: 'Taken to information governance' } as const
export const AlertOutcomeSchema = z.enum(codesOf(ALERT_OUTCOMES))
export type AlertOutcome = z.infer<typeof AlertOutcomeSchema>

const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** Why it was raised, in one sentence that needs nothing else. */
export function alertWords(kind: AlertKind, { count, usual, from, days }: AlertFigures): string {
  switch (kind) {
    case 'volume': return usual === null ? `${times(count, 'reveal', 'reveals')} against a budget of ${from}. Above it the officer signs in again to go on; five times the budget is the end. Emergency access is not counted.` : `${times(count, 'reveal', 'reveals')} that day; this officer's own average is ${usual} a day. Somebody is told from ${from}.`
    case 'no-relationship': return `${times(count, 'reveal', 'reveals')} ${days === 1 ? 'that day' : `in ${days} days`} of households with which no relationship is recorded. Somebody is told from ${from}.`
    case 'emergency': return `Use ${count} of emergency access by this officer in ${times(days, 'day', 'days')}. Somebody is told of every use.`
    case 'out-of-hours': return `${times(count, 'reveal', 'reveals')} that day outside working hours. Somebody is told from ${from}.`
    case 'own-circle': return `${times(count, 'attempt', 'attempts')} at somebody of the officer's own circle. Nothing was shown. Somebody is told of every attempt.`
    case 'never-allocated-repeats': return `The same household revealed ${times(count, 'time', 'times')} in ${times(days, 'day', 'days')} without a recorded relationship. Somebody is told from ${from}.`
  }
}
