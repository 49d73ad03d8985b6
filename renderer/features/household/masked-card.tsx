import type { ReactNode } from 'react'
import { DISTRICTS, TEAMS, type Domain } from '../../../shared/model/codes'
import type { HouseholdView } from '../../../shared/ipc/household-contract'
import { HOUSING_SITUATIONS } from '../../../shared/model/service-codes'
import { BandMeter } from '../../components/band-meter'
import { domainWords, makeUp } from '../../components/code-words'
import { formatAgo, formatShortDate } from '../../components/dates'
import { DutyClock } from '../../components/duty-clock'
import { formatMoney } from '../../components/money'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { WhatDoesThisMean } from '../../components/what-does-this-mean'
import { WhatYourRoleSees } from './what-your-role-sees'

interface MaskedCardProps {
  readonly view: Pick<HouseholdView, 'household' | 'isInCache'>
  readonly today: string
  readonly action: ReactNode
  /** Details of this household stand on the screen at this moment. */
  readonly isRevealed?: boolean
  /** An officer in words. */
  readonly nameOf: (officerId: string) => string
}

/** In words, whether a service is named or not: of one that is hidden from the role altogether, it is not said whether it knows the household. */
const withheldWords = (domains: ReadonlyArray<Domain>, version: number | undefined): string =>
  `${domains.length === 0 ? 'Some services’ facts' : domainWords(domains)}: ${version === undefined ? '' : `version ${version} of `}the sharing agreement shows your role ${domains.length === 0 ? 'nothing of them' : 'no more than that the household is known there'}.`

/** The household as everybody sees it: enough for most calls, and visibly not who they are. */
export function MaskedCard({ view, today, action, nameOf, isRevealed = false }: MaskedCardProps) {
  const { household } = view
  const { duty, lastContactOn, housingSituation } = household
  const ages = household.members.length
  return (
    <section className="card" aria-labelledby="household-title">
      <div className="card__identity">
        <p className="card__hidden"><span aria-hidden="true">{isRevealed ? '◧' : '◪'}</span> {isRevealed ? 'Details revealed below' : 'Identity hidden'} <WhatDoesThisMean about={['masked-groups']} /></p>
        <h1 className="card__reference" id="household-title">
          <span className="govuk-visually-hidden">Household </span>{household.reference}
        </h1>
        <p className="card__who">{makeUp(household.members)}{ages > 1 ? ` · ${ages} people` : ''}</p>
        {household.isProtected ? <Tag>Protected record</Tag> : null}
        {view.isInCache ? null : <Tag tone="info">Outside your usual households</Tag>}
        <div className="card__action">{action}</div>
      </div>
      <SummaryList
        className="card__facts"
        rows={[
          ['Ward', `${household.ward.name}, ${DISTRICTS[household.district]}`],
          ...(housingSituation === null ? [] : [['Home', `${HOUSING_SITUATIONS[housingSituation.kind]}${housingSituation.since === null ? '' : `, since ${formatShortDate(housingSituation.since)}`}`] as const]),
          ['Known to', domainWords(household.knownTo)],
          ...(household.sharedUnder === undefined && household.withheld === undefined ? [] : [['Not shared', <span key="withheld">{withheldWords(household.withheld ?? [], household.sharedUnder)} <WhatYourRoleSees /></span>] as const]),
          ['Allocated team', household.allocatedTeam === null ? 'Nobody yet' : `${TEAMS[household.allocatedTeam]}${household.allocatedDistrict === null ? '' : `, ${DISTRICTS[household.allocatedDistrict]}`}`],
          ['Allocated officer', household.allocatedOfficer === null ? 'Nobody yet' : nameOf(household.allocatedOfficer)],
          ['Last contact', lastContactOn === null ? 'Never' : `${formatShortDate(lastContactOn)} (${formatAgo(lastContactOn, today).toLowerCase()})`],
        ]}
      />
      <dl className="card__figures">
        <div><dt>Owed in all</dt><dd className="card__money">{formatMoney(household.debtTotalPence)}</dd></div>
        <div><dt>Homelessness duty <WhatDoesThisMean about={['duty-clock']} /></dt><dd>{duty === null || duty.endedOn !== null ? 'None open' : <DutyClock duty={duty.kind} dueOn={duty.dueOn} today={today} />}</dd></div>
        <div><dt>Risk indicator <WhatDoesThisMean about={['risk-band']} /></dt><dd><BandMeter band={household.risk.band} /></dd></div>
      </dl>
    </section>
  )
}
