import { formatPounds } from '../../intake/code/money'
import { formatUkDate } from '../../intake/code/uk-date'
import type { SyntheticEvent, SyntheticNote, SyntheticPerson } from './synthetic-household'
import type { SyntheticService } from './synthetic-services'

/** One row of an extract, by column. Columns not named are empty. */
export type Cells = Readonly<Record<string, string>>

export const dateOrEmpty = (iso: string): string => (iso === '' ? '' : formatUkDate(iso))
export const poundsOrEmpty = (pence: number): string => (pence === 0 ? '' : formatPounds(pence))
export const yesNo = (value: boolean): string => (value ? 'Y' : 'N')
export const eventList = (events: ReadonlyArray<SyntheticEvent>): string =>
  events.map(({ on, code, pence }) => [formatUkDate(on), code, ...(pence === null ? [] : [formatPounds(pence)])].join(' ')).join(';')
export const serviceList = (services: ReadonlyArray<SyntheticService>): string =>
  services.map(({ code, from, until, times }) => [code, formatUkDate(from), ...(until === '' ? [] : [formatUkDate(until)]), ...(times === 0 ? [] : [`X${times}`])].join(' ')).join(';')

export const names = (person: SyntheticPerson, forenames: string, surname: string): Cells => ({ [forenames]: person.forenames, [surname]: person.surname })
export const note = (written: SyntheticNote | null, date: string, by: string, text: string): Cells =>
  written === null ? {} : { [date]: formatUkDate(written.on), [by]: written.by, [text]: written.text }
