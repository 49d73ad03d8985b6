import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { NotificationBanner } from '../../components/notification-banner'
import { practiceProgress } from './practice-progress'
import type { PracticeRun } from './practice-state'

interface CallPanelProps {
  readonly run: PracticeRun
  readonly onAnswer: (question: string, answer: string) => void
  readonly onEnd: () => void
}

/** The call that is practised: what is said, what is still to do, what is worth saying about it. */
export function CallPanel({ run, onAnswer, onEnd }: CallPanelProps) {
  const { exercise, answers } = run
  const { steps, notes, isFinished } = practiceProgress(run)
  return (
    <aside className="practice__call" aria-label="The call">
      <h2 className="panel__title">{exercise.title}</h2>
      {exercise.call.map((words) => <p key={words} className="practice__said">{words}</p>)}
      <ol className="practice__steps" aria-label="Steps">
        {steps.map(({ words, isDone }) => (
          <li key={words} className={isDone ? 'practice__step practice__step--done' : 'practice__step'}>
            <span className="practice__tick" aria-hidden="true">{isDone ? '✓' : ''}</span>{words}{isDone ? <span className="govuk-visually-hidden"> (done)</span> : null}
          </li>
        ))}
      </ol>
      <div role="status" className="practice__notes">
        {notes.map((note) => <NotificationBanner key={note} tone="info" live="none">{note}</NotificationBanner>)}
        {isFinished ? <NotificationBanner tone="good" live="none"><strong>Done.</strong> {notes.length === 0 ? 'Just as it should be.' : 'Have a look at the remarks, or try it again.'}</NotificationBanner> : null}
      </div>
      {run.householdId === null ? null : exercise.questions.map(({ id, words, answers: choices }) => (
        <ChoiceGroup
          key={id} id={`practice-${id}`} kind="radios" legend={words} chosen={answers[id] === undefined ? [] : [answers[id]]}
          options={choices.map((value) => ({ value, words: value }))} onToggle={(answer) => onAnswer(id, answer)}
        />
      ))}
      <Button kind={isFinished ? 'primary' : 'link'} isSmall onClick={onEnd}>{isFinished ? 'Back to the exercises' : 'Stop this exercise'}</Button>
    </aside>
  )
}
