import { DECISIONS, type GivenDecision } from '../../shared/model/approval'
import type { FieldGroup } from '../../shared/model/codes'
import { formatInstant } from './dates'
import { groupWords, leftOut } from './request-words'

/** One decision in words: who, when, what was narrowed, and the decider's own words. */
export function GivenDecisionWords({ decision, asked }: { readonly decision: GivenDecision; readonly asked: ReadonlyArray<FieldGroup> }) {
  const without = decision.decision === 'narrow' ? leftOut(asked, decision.fieldGroups) : []
  return (
    <div className="given-decision">
      <strong>{DECISIONS[decision.decision]}</strong> by {decision.by}{decision.capacity === 'deputy' && decision.standsFor !== undefined ? `, as deputy of ${decision.standsFor}` : decision.capacity === 'duty' ? ', on duty' : ''}, {formatInstant(decision.at)}
      {decision.decision === 'narrow' ? <span className="given-decision__less">{without.length === 0 ? '' : `Without: ${groupWords(without)}. `}Open for {decision.openForMinutes} minutes.</span> : null}
      {decision.words === null ? null : <q className="given-decision__words">{decision.words}</q>}
    </div>
  )
}
