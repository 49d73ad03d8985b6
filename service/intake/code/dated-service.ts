import type { z } from 'zod'
import type { HousingSituationSchema, Service, TechnologySchema } from '../../../shared/model/service-facts'
import { codeOf } from './coded-value'
import type { ReadEvent } from './dated-code'
import { wholeNumber } from './numbers'
import { accepted, refused, type Reader } from './reading'
import { ukDate } from './uk-date'

export type ReadService = Pick<Service, 'kind' | 'startedOn' | 'endedOn' | 'timesPerWeek'>
export type ReadTechnology = Pick<z.infer<typeof TechnologySchema>, 'kind' | 'since'>
export type SituationKind = z.infer<typeof HousingSituationSchema>['kind']

const TIMES = /^X(\d{1,2})$/i
const timesPerWeek = wholeNumber(0, 99)

/** One service: `CODE dd/mm/yyyy [dd/mm/yyyy] [Xn]`: from, until, and n times a week. */
export function serviceOf(services: Readonly<Record<string, ReadService['kind']>>): Reader<ReadService> {
  const code = codeOf(services)
  return (text) => {
    const [first = '', ...rest] = text.split(/\s+/)
    const dates = rest.filter((part) => part.includes('/'))
    const times = rest.filter((part) => TIMES.test(part))
    if (dates.length < 1 || dates.length > 2 || times.length > 1 || dates.length + times.length !== rest.length) return refused('format')
    const [kind, startedOn] = [code(first), ukDate(dates[0] ?? '')]
    const endedOn = dates[1] === undefined ? accepted(null) : ukDate(dates[1])
    const often = times[0] === undefined ? accepted(null) : timesPerWeek(times[0].slice(1))
    if (!kind.ok) return kind
    if (!startedOn.ok) return startedOn
    if (!endedOn.ok) return endedOn
    if (!often.ok) return often
    if (endedOn.value !== null && endedOn.value < startedOn.value) return refused('date-range')
    return accepted({ kind: kind.value, startedOn: startedOn.value, endedOn: endedOn.value, timesPerWeek: often.value })
  }
}

/** One piece of assistive technology: `CODE dd/mm/yyyy`. */
export function technologyOf(codes: Readonly<Record<string, ReadTechnology['kind']>>): Reader<ReadTechnology> {
  const code = codeOf(codes)
  return (text) => {
    const [first = '', date, ...rest] = text.split(/\s+/)
    if (date === undefined || rest.length > 0) return refused('format')
    const [kind, since] = [code(first), ukDate(date)]
    if (!kind.ok) return kind
    return since.ok ? accepted({ kind: kind.value, since: since.value }) : since
  }
}

/** A date that is a whole history: the one event that the column tells. */
export const eventOn = (event: ReadEvent['event']): Reader<ReadonlyArray<ReadEvent>> => (text) => {
  const on = ukDate(text)
  return on.ok ? accepted([{ on: on.value, event, amountPence: null }]) : on
}
