import { assertNever } from '../../../shared/errors/assert-never'
import type { FieldGroup } from '../../../shared/model/codes'
import type { Contact } from '../../../shared/model/household'
import type { PracticeExercise } from './practice-exercises'

/** One opening of details in practice: what was stated, for the feedback. */
export interface PracticeReveal {
  readonly purpose: string
  readonly fieldGroups: ReadonlyArray<FieldGroup>
}

/** One run of an exercise. Lives in the screen's own memory and goes with it. */
export interface PracticeRun {
  readonly exercise: PracticeExercise
  readonly householdId: string | null
  readonly callerId: string | null
  readonly wasAmbiguous: boolean
  readonly answers: Readonly<Record<string, string>>
  readonly reveals: ReadonlyArray<PracticeReveal>
  readonly isShown: boolean
  readonly contacts: ReadonlyArray<Contact>
}

export type PracticeEvent =
  | { readonly type: 'started'; readonly exercise: PracticeExercise }
  | { readonly type: 'was-ambiguous' }
  | { readonly type: 'found'; readonly householdId: string; readonly callerId: string | null }
  | { readonly type: 'went-back' }
  | { readonly type: 'answered'; readonly question: string; readonly answer: string }
  | { readonly type: 'revealed'; readonly reveal: PracticeReveal }
  | { readonly type: 'masked' }
  | { readonly type: 'contact-added'; readonly contact: Contact }
  | { readonly type: 'ended' }

export function reducePractice(run: PracticeRun | null, event: PracticeEvent): PracticeRun | null {
  if (event.type === 'started') return { exercise: event.exercise, householdId: null, callerId: null, wasAmbiguous: false, answers: {}, reveals: [], isShown: false, contacts: [] }
  if (run === null || event.type === 'ended') return null
  switch (event.type) {
    case 'was-ambiguous': return { ...run, wasAmbiguous: true }
    case 'found': return { ...run, householdId: event.householdId, callerId: event.callerId }
    case 'went-back': return { ...run, householdId: null, callerId: null, isShown: false }
    case 'answered': return { ...run, answers: { ...run.answers, [event.question]: event.answer } }
    case 'revealed': return { ...run, reveals: [...run.reveals, event.reveal], isShown: true }
    case 'masked': return { ...run, isShown: false }
    case 'contact-added': return { ...run, contacts: [event.contact, ...run.contacts] }
    default: return assertNever(event)
  }
}
