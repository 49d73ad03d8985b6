import { FIELD_GROUPS } from '../../../shared/model/codes'
import type { PracticeRun } from './practice-state'

export interface PracticeStep {
  readonly words: string
  readonly isDone: boolean
}
export interface PracticeProgress {
  readonly steps: ReadonlyArray<PracticeStep>
  /** Said in passing, never a verdict: what somebody at the next desk would mention. */
  readonly notes: ReadonlyArray<string>
  readonly isFinished: boolean
}

const isRightHousehold = (run: PracticeRun): boolean => run.householdId === run.exercise.householdId
const areAnswered = ({ exercise, answers }: PracticeRun): boolean => exercise.questions.every(({ id, right }) => answers[id] === right)
const questionStep = (run: PracticeRun): PracticeStep => ({ words: run.exercise.questions.length === 1 ? 'Answer the question from the masked page' : 'Answer both questions from the masked page', isDone: areAnswered(run) })
const findStep = (run: PracticeRun): PracticeStep => ({ words: 'Find the household by what the caller gives', isDone: isRightHousehold(run) || run.contacts.length > 0 })

function stepsOf(run: PracticeRun): PracticeStep[] {
  const hasContact = run.contacts.length > 0
  switch (run.exercise.id) {
    case 'masked': return [findStep(run), questionStep(run), { words: 'Record the contact with its outcome', isDone: hasContact }]
    case 'reveal':
      return [
        findStep(run), questionStep(run), { words: 'State the need and open the phone number', isDone: run.reveals.some(({ fieldGroups }) => fieldGroups.includes('contact')) },
        { words: 'Mask the details again as soon as you have read them', isDone: run.reveals.length > 0 && !run.isShown },
        { words: 'Record the contact, with a next action and its date', isDone: run.contacts.some(({ nextAction }) => nextAction !== null) },
      ]
    case 'exact':
      return [
        { words: 'See that two people fit, and ask for one more detail', isDone: run.wasAmbiguous }, findStep(run), questionStep(run),
        { words: 'Record the safeguarding concern', isDone: run.contacts.some(({ outcome }) => outcome === 'safeguarding-raised') },
      ]
  }
}

function notesOf(run: PracticeRun): string[] {
  const notes = run.exercise.questions.flatMap(({ id, right, hint }) => (run.answers[id] === undefined || run.answers[id] === right ? [] : [hint]))
  if (run.householdId !== null && !isRightHousehold(run)) notes.push('This is another household. Go back to Find and ask for a detail that tells them apart.')
  const [last] = run.reveals.slice(-1)
  if (last !== undefined && run.exercise.id !== 'reveal') notes.push('You opened details. For this call the masked page was enough; for real, the log would show a look that was not needed.')
  if (last !== undefined && run.exercise.id === 'reveal') {
    const more = last.fieldGroups.filter((group) => group !== 'contact' && group !== 'identity')
    if (more.length > 0) notes.push(`Ringing back needs a phone number. You also opened: ${more.map((group) => FIELD_GROUPS[group].toLowerCase()).join('; ')}.`)
    if (!last.fieldGroups.includes('contact')) notes.push('The phone number is under Phone and e-mail. State the need again and tick it.')
    if (last.purpose === 'own-contact') notes.push('He has hung up, so he is not in contact with you now. Homelessness: prevention duty says better why you ring.')
    if (last.purpose.startsWith('safeguarding-')) notes.push('Nobody is at risk of harm here as far as you know. Homelessness: prevention duty fits better.')
  }
  const [contact] = run.contacts
  if (run.exercise.id === 'exact' && contact?.nextAction?.kind === 'call-back') notes.push('The warning says not to ring her. Refer to a partner goes through her support worker.')
  if (run.exercise.id === 'masked' && contact?.outcome === 'spoke-arrangement-agreed') notes.push('Recovery is paused: an arrangement may not be asked for until Breathing Space ends. Advice given fits.')
  return notes
}

/** How far an exercise is, and what is worth saying about how. */
export function practiceProgress(run: PracticeRun): PracticeProgress {
  const steps = stepsOf(run)
  return { steps, notes: notesOf(run), isFinished: steps.every(({ isDone }) => isDone) }
}
