import type { HouseholdRecord } from '../../../shared/model/household'
import { ATTENDANCE_BANDS, EDUCATION_SETTINGS, EXCLUSIONS, QUALIFICATIONS } from '../../../shared/model/service-codes'
import type { Education } from '../../../shared/model/service-facts'
import { AsAt } from './as-at'
import { memberWords } from './member-words'

/** What stands out about a child's schooling, in words; "Nothing recorded" when nothing does. */
export function schoolingWords({ exclusion, isInAlternativeProvision, qualification }: Pick<Education, 'exclusion' | 'isInAlternativeProvision' | 'qualification'>): string {
  const words = [
    ...(exclusion === 'none' ? [] : [EXCLUSIONS[exclusion]]),
    ...(isInAlternativeProvision ? ['In alternative provision'] : []),
    ...(qualification === null ? [] : [`Qualification: ${QUALIFICATIONS[qualification].toLowerCase()}`]),
  ]
  return words.length === 0 ? 'Nothing recorded' : words.join('. ')
}

/** Who of the household is in education, and how it goes. The school itself is in the vault. Nothing when no school speaks of anybody. */
export function EducationSection({ household, today }: { readonly household: HouseholdRecord; readonly today: string }) {
  const { education, members } = household
  if (education.length === 0) return null
  return (
    <section className="panel" aria-labelledby="education-title">
      <h2 className="panel__title" id="education-title">Education</h2>
      <table className="govuk-table table">
        <thead className="govuk-table__head">
          <tr>{['Member', 'In education', 'Attendance', 'Stands out', 'Source, as at'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr>
        </thead>
        <tbody className="govuk-table__body">
          {education.map((pupil) => (
            <tr key={pupil.personId}>
              <th scope="row" className="govuk-table__header table__plain">{memberWords(members, pupil.personId)}</th>
              <td className="govuk-table__cell">{EDUCATION_SETTINGS[pupil.setting]}</td>
              <td className="govuk-table__cell">{pupil.attendance === null ? 'Not counted' : ATTENDANCE_BANDS[pupil.attendance]}</td>
              <td className="govuk-table__cell">{schoolingWords(pupil)}</td>
              <td className="govuk-table__cell"><AsAt fact={pupil} today={today} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
