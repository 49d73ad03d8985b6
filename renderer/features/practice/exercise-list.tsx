import { Button } from '../../components/button'
import { PRACTICE_EXERCISES, type PracticeExercise } from './practice-exercises'

/** What can be practised. */
export function ExerciseList({ onStart }: { readonly onStart: (exercise: PracticeExercise) => void }) {
  return (
    <div className="page">
      <h1 className="govuk-heading-l">Practise on invented people</h1>
      <p className="govuk-body practice__lead">Three calls, a few minutes each: find, the masked household, a reveal, the contact. Everybody in them is invented, and they work without a connection. Leave at any time; nothing is kept.</p>
      <ol className="practice__exercises">
        {PRACTICE_EXERCISES.map((exercise) => (
          <li key={exercise.id} className="panel">
            <h2 className="panel__title">{exercise.title}</h2>
            <p className="govuk-body">{exercise.aim}</p>
            <Button kind="primary" isSmall onClick={() => onStart(exercise)} label={`Start: ${exercise.title}`}>Start</Button>
          </li>
        ))}
      </ol>
    </div>
  )
}
