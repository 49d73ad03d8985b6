import { RISK_FACTORS } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import { BandMeter } from '../../components/band-meter'
import { formatShortDate } from '../../components/dates'
import { WhatDoesThisMean } from '../../components/what-does-this-mean'
import { AsAt } from './as-at'

/** The indicator with everything needed to disagree with it. */
export function RiskSection({ household, today }: { readonly household: HouseholdRecord; readonly today: string }) {
  const { risk } = household
  const factors = risk.factors.toSorted((a, b) => b.points - a.points)
  return (
    <section className="panel" aria-labelledby="risk-title">
      <h2 className="panel__title" id="risk-title">Risk indicator <BandMeter band={risk.band} /></h2>
      <p className="panel__note">It advises; you judge. Nothing is decided by it. <WhatDoesThisMean about={['risk-indicator']} /></p>
      {factors.length === 0 ? <p className="govuk-body">No factors apply.</p> : (
        <ul className="factors" aria-label="Contributing factors">
          {factors.map((factor) => (
            <li key={factor.code}>
              <span className="factors__words">{RISK_FACTORS[factor.code]}<AsAt fact={factor} today={today} /></span>
              <span className="factors__points">{factor.points > 0 ? '+' : ''}{factor.points}<span className="govuk-visually-hidden"> points</span></span>
            </li>
          ))}
        </ul>
      )}
      {risk.history.length === 0 ? null : (
        <>
          <h3 className="panel__subtitle">Before</h3>
          <ul className="history">
            {risk.history.toSorted((a, b) => b.on.localeCompare(a.on)).slice(0, 5).map((entry) => (
              <li key={entry.on}><span>{formatShortDate(entry.on)}</span><BandMeter band={entry.band} /></li>
            ))}
          </ul>
        </>
      )}
      <p className="as-at">Version {risk.version}, computed {formatShortDate(risk.computedOn)}</p>
    </section>
  )
}
