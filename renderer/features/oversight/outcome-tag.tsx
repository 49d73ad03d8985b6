import type { LookOutcome } from '../../../shared/model/oversight'
import { Tag } from '../../components/tag'
import { outcomeWords, times, toneOf } from './look-words'

interface OutcomeTagProps {
  readonly look: { readonly outcome: LookOutcome | null; readonly displays: number; readonly copies: number; readonly words: string | null }
}

/** What became of a stated need or a look-up, and the rule's words where it was not allowed. */
export function OutcomeTag({ look: { outcome, displays, copies, words } }: OutcomeTagProps) {
  if (outcome === null) return null
  return (
    <>
      <Tag tone={toneOf(outcome)}>{outcomeWords({ outcome, displays })}</Tag>
      {copies === 0 ? null : <> <Tag tone="warn">{times(copies, 'field', 'fields')} copied</Tag></>}
      {words === null ? null : <span className="look__rule">{words}</span>}
    </>
  )
}
