import { useState } from 'react'
import { CHRONOLOGY_EVENTS, DOMAINS, type Domain } from '../../../shared/model/codes'
import type { ChronologyEntry } from '../../../shared/model/household'
import { Button } from '../../components/button'
import { formatShortDate } from '../../components/dates'
import { formatMoney } from '../../components/money'
import { SelectField } from '../../components/select-field'

const PAGE = 20

/** Entries of one service (null: all), newest first, grouped by year. */
export function groupByYear(entries: ReadonlyArray<ChronologyEntry>, domain: Domain | null, limit: number) {
  const chosen = entries.filter((entry) => domain === null || entry.domain === domain).toSorted((a, b) => b.on.localeCompare(a.on))
  const years = new Map<string, ChronologyEntry[]>()
  for (const entry of chosen.slice(0, limit)) {
    const year = entry.on.slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), entry])
  }
  return { years: [...years], hidden: Math.max(0, chosen.length - limit), total: chosen.length }
}

/** What happened, across services. */
export function Chronology({ entries }: { readonly entries: ReadonlyArray<ChronologyEntry> }) {
  const [domain, setDomain] = useState<Domain | null>(null)
  const [limit, setLimit] = useState(PAGE)
  const domains = [...new Set(entries.map((entry) => entry.domain))]
  const { years, hidden, total } = groupByYear(entries, domain, limit)
  return (
    <section className="panel" aria-labelledby="chronology-title">
      <div className="panel__bar">
        <h2 className="panel__title" id="chronology-title">Chronology</h2>
        <SelectField id="chronology-service" label="Service" empty="All services" options={domains.map((code) => [code, DOMAINS[code]] as const)} value={domain ?? ''} onChange={(value) => { setDomain(value === '' ? null : value); setLimit(PAGE) }} />
      </div>
      <p className="govuk-visually-hidden" role="status">{total} events</p>
      {total === 0 ? <p className="govuk-body">No events recorded.</p> : null}
      {years.map(([year, list]) => (
        <section key={year} aria-label={year} className="year">
          <h3 className="year__title">{year}</h3>
          <ol className="year__list">
            {list.map((entry, index) => (
              <li key={`${entry.on}${entry.event}${String(index)}`} className="event">
                <time className="event__date" dateTime={entry.on}>{formatShortDate(entry.on).slice(0, -5)}</time>
                <span className="event__words">{CHRONOLOGY_EVENTS[entry.event]}{entry.amountPence === null ? null : <strong> {formatMoney(entry.amountPence)}</strong>}</span>
                <span className="event__source">{DOMAINS[entry.domain]}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {hidden === 0 ? null : <Button isSmall onClick={() => setLimit(limit + PAGE)}>Show {Math.min(PAGE, hidden)} earlier events of {hidden}</Button>}
    </section>
  )
}
