import type { HouseholdRecord } from '../../../shared/model/household'
import { ASSESSMENT_OUTCOMES, SERVICES, TECHNOLOGY } from '../../../shared/model/service-codes'
import type { Service } from '../../../shared/model/service-facts'
import { formatShortDate } from '../../components/dates'
import { formatMoney } from '../../components/money'
import { Tag } from '../../components/tag'
import { AsAt } from './as-at'
import { memberWords } from './member-words'

/** Is the service under way on this day? */
export const isUnderWay = ({ endedOn }: Pick<Service, 'endedOn'>, today: string): boolean => endedOn === null || endedOn >= today

const often = (timesPerWeek: number | null): string => (timesPerWeek === null ? '' : timesPerWeek === 1 ? ', once a week' : `, ${timesPerWeek} times a week`)

/** Services provided, assistive technology and what was found payable for care; that health details are held, and never which. Nothing when no service says anything. */
export function CareSection({ household, today }: { readonly household: HouseholdRecord; readonly today: string }) {
  const { services, technology, financialAssessments, healthFlags, members } = household
  if (services.length + technology.length + financialAssessments.length + healthFlags.length === 0) return null
  const ordered = services.toSorted((a, b) => Number(isUnderWay(b, today)) - Number(isUnderWay(a, today)) || b.startedOn.localeCompare(a.startedOn))
  return (
    <section className="panel" aria-labelledby="care-title">
      <h2 className="panel__title" id="care-title">Care and support</h2>
      {healthFlags.map((flag) => (
        <p key={flag.personId} className="care__health">
          <Tag tone="info">Health details held</Tag> {memberWords(members, flag.personId)}. Not shown here: reveal with a purpose that covers health. <AsAt fact={flag} today={today} />
        </p>
      ))}
      {ordered.length === 0 ? null : (
        <table className="govuk-table table">
          <caption className="govuk-visually-hidden">Each service</caption>
          <thead className="govuk-table__head">
            <tr>{['Service', 'For', 'When', 'Source, as at'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr>
          </thead>
          <tbody className="govuk-table__body">
            {ordered.map((service) => (
              <tr key={`${service.kind}${service.personId}${service.startedOn}${service.source}`}>
                <th scope="row" className="govuk-table__header table__plain">{SERVICES[service.kind]}{often(service.timesPerWeek)}</th>
                <td className="govuk-table__cell">{memberWords(members, service.personId)}</td>
                <td className="govuk-table__cell">
                  {service.endedOn === null ? `Since ${formatShortDate(service.startedOn)}` : `${formatShortDate(service.startedOn)} to ${formatShortDate(service.endedOn)}`}
                  {isUnderWay(service, today) ? null : <span className="as-at"> ended</span>}
                </td>
                <td className="govuk-table__cell"><AsAt fact={service} today={today} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="panel__columns">
        {technology.length === 0 ? null : (
          <div>
            <h3 className="panel__subtitle">Assistive technology</h3>
            <ul className="facts">
              {technology.map((item) => (
                <li key={item.kind + item.personId + item.since}>
                  <span>{TECHNOLOGY[item.kind]}, {memberWords(members, item.personId)}, since {formatShortDate(item.since)}</span>
                  <AsAt fact={item} today={today} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {financialAssessments.length === 0 ? null : (
          <div>
            <h3 className="panel__subtitle">Financial assessment for care</h3>
            <ul className="facts">
              {financialAssessments.map((found) => (
                <li key={found.personId}>
                  <span>{memberWords(members, found.personId)}: {ASSESSMENT_OUTCOMES[found.outcome].toLowerCase()}{found.weeklyPence === null ? '' : `, ${formatMoney(found.weeklyPence)} a week`}, assessed {formatShortDate(found.assessedOn)}</span>
                  <AsAt fact={found} today={today} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  )
}
