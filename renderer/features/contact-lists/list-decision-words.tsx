import type { GivenListDecision } from '../../../shared/api/contact-lists-api'
import { DECISIONS } from '../../../shared/model/approval'
import type { FieldGroup } from '../../../shared/model/codes'
import { formatInstant } from '../../components/dates'
import { groupWords, leftOut } from '../../components/request-words'
import { householdsWords } from './list-words'

interface ListDecisionWordsProps {
  readonly decision: GivenListDecision
  readonly asked: ReadonlyArray<FieldGroup>
  readonly households: number
}

/** The decision in words: who, when, what was taken away, and the decider's own words. */
export function ListDecisionWords({ decision: given, asked, households }: ListDecisionWordsProps) {
  const without = leftOut(asked, given.fieldGroups)
  const less = [
    ...(without.length === 0 ? [] : [`Without: ${groupWords(without)}`]), ...(given.households < households ? [`For ${householdsWords(given.households)} of ${households}`] : []),
    `Open for ${given.openForMinutes} minutes each, within ${given.workForHours} hours`,
  ]
  return (
    <div className="given-decision">
      <strong>{DECISIONS[given.decision]}</strong> by {given.by}, {formatInstant(given.at)}
      {given.decision === 'narrow' ? <span className="given-decision__less">{less.join('. ')}.</span> : null}
      {given.words === null ? null : <q className="given-decision__words">{given.words}</q>}
    </div>
  )
}
