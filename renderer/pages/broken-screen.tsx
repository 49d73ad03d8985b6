import type { ErrorComponentProps } from '@tanstack/react-router'
import { problemOf } from '../bridge/problem-of'
import { Button } from '../components/button'
import { ProblemNotice } from '../components/problem-notice'

/** A screen that failed to draw. Says so in a code's words; the message of an unknown error could hold what was on the screen. */
export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  return (
    <div className="page">
      <ProblemNotice problem={problemOf(error)}>
        <div className="banner__action"><Button isSmall onClick={reset}>Try again</Button></div>
      </ProblemNotice>
    </div>
  )
}
