import { RISK_BANDS, type RiskBand } from '../../shared/model/codes'

const LEVELS: Readonly<Record<RiskBand, number>> = { low: 1, moderate: 2, high: 3, severe: 4 }

/** The risk band as a word and as filled steps: readable without colour. */
export function BandMeter({ band }: { readonly band: RiskBand }) {
  return (
    <span className={`band band--${band}`}>
      <span className="band__steps" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => <span key={step} className={step <= LEVELS[band] ? 'band__step band__step--on' : 'band__step'} />)}
      </span>
      {RISK_BANDS[band]}
    </span>
  )
}
