import { useState } from 'react'
import type { Omission } from '../../../shared/api/statement-api'
import type { DraftLine } from '../../../shared/ipc/statement-contract'
import { OMISSION_GROUNDS, OMISSION_LAW, OMISSION_OUTCOMES, type OmissionOutcome } from '../../../shared/model/access-statement'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { Tag } from '../../components/tag'
import { DecideOmissionDialog } from './decide-omission-dialog'

interface OmissionsProps {
  readonly omissions: ReadonlyArray<Omission>
  readonly lines: ReadonlyArray<DraftLine>
  readonly onDecided: (outcome: OmissionOutcome) => void
}

/** What somebody wants left out, in their words, and what a second person said to it. */
export function Omissions({ omissions, lines, onDecided }: OmissionsProps) {
  const [asked, setAsked] = useState<{ readonly omission: Omission; readonly outcome: OmissionOutcome } | null>(null)
  if (omissions.length === 0) return null
  return (
    <section aria-labelledby="omissions-title" className="omissions">
      <h2 className="govuk-heading-m" id="omissions-title">What may be left out</h2>
      <ul className="omissions__list">
        {omissions.map((omission) => (
          <li key={omission.proposalId} className="panel omission">
            <h3 className="omission__title">{omission.lines.length === 1 ? '1 line' : `${omission.lines.length} lines`} <State omission={omission} /></h3>
            <p className="omission__lines">{omission.lines.map((key) => lines.find((line) => line.key === key)).map((line) => (line === undefined ? 'A line' : `${formatInstant(line.at)}, ${line.why?.words ?? 'record opened'}`)).join('; ')}</p>
            <p><strong>{OMISSION_GROUNDS[omission.ground]}</strong> <span className="as-at">{OMISSION_LAW[omission.ground]}</span></p>
            <blockquote className="request-detail__reason"><p>{omission.words}</p><footer>{omission.by}, {formatInstant(omission.at)}</footer></blockquote>
            {omission.decision === null ? null : <blockquote className="request-detail__reason"><p>{omission.decision.words}</p><footer>{OMISSION_OUTCOMES[omission.decision.outcome]}: {omission.decision.by}, {formatInstant(omission.decision.at)}</footer></blockquote>}
            {omission.decision !== null || omission.isOwn ? null : (
              <div className="omission__actions">
                <Button kind="primary" onClick={() => setAsked({ omission, outcome: 'confirmed' })}>Leave it out…</Button>
                <Button onClick={() => setAsked({ omission, outcome: 'declined' })}>Keep it in…</Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {asked === null ? null : <DecideOmissionDialog {...asked} onClose={() => setAsked(null)} onDecided={() => { setAsked(null); onDecided(asked.outcome) }} />}
    </section>
  )
}

function State({ omission: { decision, isOwn } }: { readonly omission: Omission }) {
  if (decision !== null) return <Tag tone={decision.outcome === 'confirmed' ? 'warn' : 'neutral'}>{OMISSION_OUTCOMES[decision.outcome]}</Tag>
  return <Tag tone="info">{isOwn ? 'Waits for another information governance lead' : 'Waits for you'}</Tag>
}
