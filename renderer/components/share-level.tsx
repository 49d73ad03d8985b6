import { SHARE_LEVELS, type SharedDomains } from '../../shared/model/sharing'

type Level = SharedDomains[keyof SharedDomains]

/** Full, half, empty: the shape repeats the words for the eye that runs down a column. */
const SHAPES = { detail: '●', flag: '◐', hidden: '○' } as const satisfies Record<Level, string>

/** How much of a domain is seen, in words. */
export function ShareLevel({ level }: { readonly level: Level }) {
  return <span className={`share-level share-level--${level}`}><span className="share-level__shape" aria-hidden="true">{SHAPES[level]}</span>{SHARE_LEVELS[level]}</span>
}
