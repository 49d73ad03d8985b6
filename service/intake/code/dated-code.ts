import type { BenefitSchema, ChronologyEntrySchema, InterventionSchema } from '../../../shared/model/household'
import type { z } from 'zod'
import { codeOf } from './coded-value'
import { pence } from './money'
import { accepted, refused, type Reader } from './reading'
import { ukDate } from './uk-date'

type Chronology = z.infer<typeof ChronologyEntrySchema>
type Benefit = z.infer<typeof BenefitSchema>
type Intervention = z.infer<typeof InterventionSchema>

export type ReadEvent = Pick<Chronology, 'on' | 'event' | 'amountPence'>
export type ReadBenefit = Pick<Benefit, 'kind' | 'weeklyPence' | 'endsOn'>
export type ReadIntervention = Pick<Intervention, 'kind' | 'startedOn' | 'outcome'>

const words = (text: string): string[] => text.split(/\s+/)

/** One event of a history column: `dd/mm/yyyy CODE [amount]`. */
export function eventOf(events: Readonly<Record<string, ReadEvent['event']>>): Reader<ReadEvent> {
  const code = codeOf(events)
  return (text) => {
    const parts = words(text)
    if (parts.length < 2 || parts.length > 3) return refused('format')
    const [on, event] = [ukDate(parts[0] ?? ''), code(parts[1] ?? '')]
    const amount = parts[2] === undefined ? accepted(null) : pence(parts[2])
    if (!on.ok) return on
    if (!event.ok) return event
    return amount.ok ? accepted({ on: on.value, event: event.value, amountPence: amount.value }) : amount
  }
}

/** One benefit in payment: `CODE [weekly amount] [end date]`. */
export function benefitOf(benefits: Readonly<Record<string, ReadBenefit['kind']>>): Reader<ReadBenefit> {
  const code = codeOf(benefits)
  return (text) => {
    const [first, ...rest] = words(text)
    if (rest.length > 2) return refused('format')
    const dates = rest.filter((part) => part.includes('/'))
    const amounts = rest.filter((part) => !part.includes('/'))
    if (dates.length > 1 || amounts.length > 1) return refused('format')
    const kind = code(first ?? '')
    const weekly = amounts[0] === undefined ? accepted(null) : pence(amounts[0])
    const endsOn = dates[0] === undefined ? accepted(null) : ukDate(dates[0])
    if (!kind.ok) return kind
    if (!weekly.ok) return weekly
    return endsOn.ok ? accepted({ kind: kind.value, weeklyPence: weekly.value, endsOn: endsOn.value }) : endsOn
  }
}

/** One intervention: `dd/mm/yyyy CODE OUTCOME`. */
export function interventionOf(
  interventions: Readonly<Record<string, ReadIntervention['kind']>>, outcomes: Readonly<Record<string, ReadIntervention['outcome']>>,
): Reader<ReadIntervention> {
  const [kindOf, outcomeOf] = [codeOf(interventions), codeOf(outcomes)]
  return (text) => {
    const parts = words(text)
    if (parts.length !== 3) return refused('format')
    const [startedOn, kind, outcome] = [ukDate(parts[0] ?? ''), kindOf(parts[1] ?? ''), outcomeOf(parts[2] ?? '')]
    if (!startedOn.ok) return startedOn
    if (!kind.ok) return kind
    return outcome.ok ? accepted({ startedOn: startedOn.value, kind: kind.value, outcome: outcome.value }) : outcome
  }
}
