import { memo } from 'react'
import { NEXT_ACTIONS, RISK_FACTORS } from '../../../shared/model/codes'
import type { WorklistRow } from '../../../shared/model/household'
import { BandMeter } from '../../components/band-meter'
import { domainWords, shortDomains } from '../../components/code-words'
import { formatAgo, formatShortDate } from '../../components/dates'
import { dueWords } from '../../components/duty'
import { DutyClock } from '../../components/duty-clock'
import { formatPounds } from '../../components/money'
import { Tag } from '../../components/tag'

export const COLUMNS = ['Household', 'Risk and main factors', 'Duty clock', 'Next action', 'Owner', 'Owed', 'Known to', 'Last contact'] as const

interface WorklistCellsProps {
  readonly row: WorklistRow
  readonly today: string
  readonly nameOf: (officerId: string) => string
  /** For a contact list. */
  readonly isChosen: boolean
}

/** The cells of one line of the worklist. Drawn again only for what they show: the list itself is at each step of a scroll, and each second of a first sync. */
export const WorklistCells = memo(function WorklistCells({ row, today, nameOf, isChosen }: WorklistCellsProps) {
  const due = row.nextAction === null ? null : dueWords(row.nextAction.dueOn, today)
  const [first, second, ...rest] = row.factors
  const factors = [first, second].flatMap((code) => (code === undefined ? [] : [RISK_FACTORS[code]])).join(', ')
  return (
    <>
      <div role="gridcell" className="row__cell row__cell--first">
        <span className="row__choose"><input type="checkbox" tabIndex={-1} readOnly checked={isChosen} autoComplete="off" aria-label={`Choose ${row.reference} for a contact list`} /></span>
        <span className="reference">{row.reference}</span>
        <span className="row__small">{row.ward} · {row.memberCount} {row.memberCount === 1 ? 'person' : 'people'}</span>
      </div>
      <div role="gridcell" className="row__cell">
        <span className="row__line">
          <BandMeter band={row.band} />
          {row.hasSafeContactWarning ? <Tag tone="bad">Safe contact</Tag> : null}
          {row.isProtected ? <Tag>Protected</Tag> : null}
        </span>
        <span className="row__small">{factors}{rest.length === 0 ? '' : ` +${rest.length} more`}</span>
      </div>
      <div role="gridcell" className="row__cell">
        {row.duty === null ? <span className="row__none">No duty</span> : <DutyClock duty={row.duty} dueOn={row.dutyDueOn} today={today} />}
      </div>
      <div role="gridcell" className="row__cell">
        {row.nextAction === null || due === null ? <span className="row__none">None set</span> : (
          <>
            <span>{NEXT_ACTIONS[row.nextAction.kind]}</span>
            <span className={due.isDue ? 'row__small row__due' : 'row__small'}>{due.words}</span>
          </>
        )}
      </div>
      <div role="gridcell" className="row__cell"><Owner row={row} nameOf={nameOf} /></div>
      <div role="gridcell" className="row__cell row__cell--number">
        <span>{row.debtTotalPence === 0 ? 'Nothing' : formatPounds(row.debtTotalPence)}</span>
        {row.isRecoveryPaused ? <span className="row__small row__paused">Recovery paused</span> : null}
      </div>
      <div role="gridcell" className="row__cell" title={domainWords(row.knownTo)}><span className="row__wrap">{shortDomains(row.knownTo)}</span></div>
      <div role="gridcell" className="row__cell">
        {row.lastContactOn === null ? <span className="row__none">Never</span> : (
          <>
            <span>{formatAgo(row.lastContactOn, today)}</span>
            <span className="row__small">{formatShortDate(row.lastContactOn)}</span>
          </>
        )}
      </div>
    </>
  )
})

/** Whose caseload it is in, and who else is to do the next action. */
function Owner({ row, nameOf }: { readonly row: WorklistRow; readonly nameOf: (officerId: string) => string }) {
  const owner = row.allocation?.officerId ?? null
  return (
    <>
      {owner === null ? <span className="row__none">Nobody</span> : <span className="row__wrap">{nameOf(owner)}</span>}
      {row.isNewToYou ? <Tag tone="info">New to you</Tag> : row.isCaseloadWaiting ? <span className="row__small">Waiting to send</span>
        : row.nextActionOwner !== null && row.nextActionOwner !== owner ? <span className="row__small" title={`The next action is for ${nameOf(row.nextActionOwner)}`}>Action: {nameOf(row.nextActionOwner)}</span> : null}
    </>
  )
}
