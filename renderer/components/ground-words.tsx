import { splitAuthority } from '../../shared/model/authority'

interface GroundWordsProps {
  readonly linked: string | null
  readonly authority: string | null
  /** In words; null for what was not asked then. */
  readonly relationship?: string | null
}

/** What a need was stated on, besides purpose and reason: a quiet line under them. */
export function GroundWords({ linked, authority, relationship = null }: GroundWordsProps) {
  const power = authority === null ? null : splitAuthority(authority)
  const parts = [relationship, linked, power === null ? null : `${power.power}, authorised by ${power.authoriser}`].filter((part) => part !== null)
  return parts.length === 0 ? null : <span className="as-at grounds">{parts.join(' · ')}</span>
}
