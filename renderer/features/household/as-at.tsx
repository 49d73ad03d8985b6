import { SOURCES, type Source } from '../../../shared/model/codes'
import { formatShortDate } from '../../components/dates'
import { isStale } from './staleness'

/** Where a fact comes from and as at when; marked when its source is overdue. */
export function AsAt({ fact, today }: { readonly fact: { readonly source: Source; readonly asAt: string }; readonly today: string }) {
  const stale = isStale(fact, today)
  return (
    <span className={stale ? 'as-at as-at--stale' : 'as-at'}>
      {SOURCES[fact.source].words}, {formatShortDate(fact.asAt)}{stale ? ' (overdue)' : ''}
    </span>
  )
}
