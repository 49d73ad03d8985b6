import { z } from 'zod'
import type { ListedHousehold, UnreadHousehold } from '../../../shared/ipc/contact-list-contract'
import { ListMembersSchema } from '../../../shared/model/contact-list'
import { HouseholdIdSchema } from '../../../shared/model/ids'
import { FieldGroupSchema } from '../../../shared/model/reveal'
import { LONGEST_APPROVAL_HOURS, LONGEST_OUTING_HOURS, MOST_VISITS, USUAL_WINDOW_MINUTES, type Outing } from '../../../shared/model/visit-pack'
import { addDays, dateOf } from '../../components/dates'
import { dateFieldsOf, LONGEST_DATE_FIELD } from '../../components/date-input'
import type { FieldError } from '../../components/error-summary'

const dateField = z.string().max(LONGEST_DATE_FIELD)
const DateFieldsSchema = z.strictObject({ day: dateField, month: dateField, year: dateField })

/** The form as filled in, which is also what the draft keeps. */
export const PlanFormSchema = z.strictObject({
  visits: z.array(z.strictObject({ householdId: HouseholdIdSchema, reason: z.string().max(500), keptWords: z.string().max(500).nullable() })).max(100),
  whom: ListMembersSchema, purpose: z.string().max(60), fieldGroups: z.array(FieldGroupSchema), day: DateFieldsSchema, from: z.string().max(10), until: z.string().max(10), windowMinutes: z.int(),
  /** Purpose of the emergency permits that go with it; empty for none. */
  emergency: z.string().max(60).default(''),
})
export type PlanForm = z.infer<typeof PlanFormSchema>
export type PlannedVisit = PlanForm['visits'][number]
export const PLAN_DRAFT_KEY = 'visit-pack:new'
export const WINDOWS = [30, 60, 90, 120] as const

/** @param now Unix ms */
export const emptyPlan = (now: number): PlanForm => ({
  visits: [], whom: 'contactable', purpose: '', fieldGroups: [], day: dateFieldsOf(addDays(dateOf(now), 1)), from: '09:00', until: '17:00', windowMinutes: USUAL_WINDOW_MINUTES, emergency: '',
})

/** Reads a saved draft; null when it is of another version. */
export const parsePlanDraft = (value: unknown): PlanForm | null => PlanFormSchema.safeParse(value).data ?? null

/** The same visits with this one moved by so many places; the ends stay the ends. */
export function moveVisit(visits: ReadonlyArray<PlannedVisit>, at: number, by: 1 | -1): PlannedVisit[] {
  const moved = visits[at]
  const to = at + by
  if (moved === undefined || to < 0 || to >= visits.length) return [...visits]
  const others = visits.filter((_, i) => i !== at)
  return [...others.slice(0, to), moved, ...others.slice(to)]
}

const HOUR_MS = 3_600_000
const TIME = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/

/** A time of day in London on a day, as an instant; null for what is none. */
export function instantOf(day: PlanForm['day'], time: string): string | null {
  const [, hour, minute] = TIME.exec(time.trim()) ?? []
  const [y, m, d] = [day.year, day.month, day.day].map((part) => Number(part.trim())) as [number, number, number]
  if (hour === undefined || minute === undefined || !Number.isInteger(y) || y < 2000 || y > 2999 || !Number.isInteger(m) || m < 1 || m > 12 || !Number.isInteger(d) || d < 1) return null
  const guess = Date.UTC(y, m - 1, d, Number(hour), Number(minute))
  if (new Date(guess).getUTCDate() !== d) return null
  const wanted = `${hour.padStart(2, '0')}:${minute}`
  // London is at UTC or an hour ahead of it.
  const at = [guess, guess - HOUR_MS].find((candidate) => clockOf(candidate) === wanted) ?? guess
  return new Date(at).toISOString()
}
const LONDON = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockOf = (at: number): string => LONDON.format(at)

/** The outing as it would be signed; null while its times cannot be read. One that ends before it begins goes on after midnight. */
export function outingOfForm({ day, from, until, windowMinutes }: PlanForm): Outing | null {
  const [begins, ends] = [instantOf(day, from), instantOf(day, until)]
  if (begins === null || ends === null) return null
  const next = begins < ends ? ends : instantOf(dateFieldsOf(addDays(dateOf(begins), 1)), until)
  return next === null ? null : { from: begins, until: next, windowMinutes }
}

/** What stands against sending it. @param reasonProblems by household, in words; @param now Unix ms */
export function planErrors(form: PlanForm, households: ReadonlyArray<ListedHousehold>, reasonProblems: ReadonlyMap<string, string>, now: number, unread: ReadonlyArray<UnreadHousehold> = []): FieldError[] {
  const count = form.visits.length
  const protectedOnes = households.filter(({ isProtected }) => isProtected).map(({ reference }) => reference)
  const districts = new Set(households.map(({ district }) => district))
  const outing = outingOfForm(form)
  const [begins, ends] = outing === null ? [0, 0] : [Date.parse(outing.from), Date.parse(outing.until)]
  return [
    ...(count === 0 ? [{ fieldId: 'plan-reference', message: 'Add the households that you will visit' }] : []),
    ...(count > MOST_VISITS ? [{ fieldId: 'plan-reference', message: `A visit pack holds ${MOST_VISITS} visits at most: take ${count - MOST_VISITS} out` }] : []),
    ...(unread.some(({ code }) => code !== 'HUB_UNREACHABLE') ? [{ fieldId: 'plan-reference', message: 'Take out what is no longer held' }] : []),
    ...(protectedOnes.length > 0 ? [{ fieldId: 'plan-reference', message: `Take ${protectedOnes.join(', ')} out: a protected record cannot be in a visit pack. Ask for its details alone` }] : []),
    ...(districts.size > 1 ? [{ fieldId: 'plan-reference', message: 'A visit pack is for households of one district: make a pack for each' }] : []),
    ...form.visits.flatMap(({ householdId }) => { const message = reasonProblems.get(householdId); return message === undefined ? [] : [{ fieldId: `visit-reason-${householdId}`, message }] }),
    ...(outing === null ? [{ fieldId: 'plan-day', message: 'Enter the day of the outing and its times, such as 9:00 and 17:00' }] : []),
    ...(outing !== null && ends - begins > LONGEST_OUTING_HOURS * HOUR_MS ? [{ fieldId: 'plan-until', message: `An outing lasts ${LONGEST_OUTING_HOURS} hours at most` }] : []),
    ...(outing !== null && ends <= now ? [{ fieldId: 'plan-day', message: 'This outing is over already: choose a later one' }] : []),
    ...(outing !== null && ends - now > LONGEST_APPROVAL_HOURS * HOUR_MS ? [{ fieldId: 'plan-day', message: 'An approval lasts two days: choose an earlier day, or plan this outing nearer to it' }] : []),
    ...(form.purpose === '' ? [{ fieldId: 'plan-purpose', message: 'Choose the purpose' }] : []),
    ...(form.purpose !== '' && form.fieldGroups.length === 0 ? [{ fieldId: 'plan-groups', message: 'Choose what you need to see' }] : []),
  ]
}
