import { useEffect, useRef, useState } from 'react'
import type { HouseholdView } from '../../../shared/ipc/household-contract'
import { DISTRICTS, TEAMS } from '../../../shared/model/codes'
import { DETAIL_KINDS, type DetailKind, type GivenDetail } from '../../../shared/model/new-details'
import { useColleagues } from '../../bridge/use-colleagues'
import { Button } from '../../components/button'
import { dateOf, formatDate } from '../../components/dates'
import { Tag } from '../../components/tag'
import { memberWords } from './member-words'
import { NewDetailsForm } from './new-details-form'

/** "Mobile number given on 27 November 2026 by Housing options, Thanet": of which kind, and never what it is. */
export const givenWords = ({ kind, at, team, district }: Pick<GivenDetail, 'kind' | 'at' | 'team' | 'district'>): string =>
  `${DETAIL_KINDS[kind]} given on ${formatDate(dateOf(at))} by ${TEAMS[team]}, ${DISTRICTS[district]}`

/** That new contact details were given, and the form to add some. What they are is shown by a reveal alone. */
export function NewDetailsPanel({ view }: { readonly view: HouseholdView }) {
  const { me } = useColleagues()
  const [isOpen, setOpen] = useState(false)
  const [saved, setSaved] = useState<{ readonly times: number; readonly kind: DetailKind | null }>({ times: 0, kind: null })
  const afterwards = useRef<HTMLParagraphElement>(null)
  useEffect(() => { if (saved.times > 0) afterwards.current?.focus() }, [saved.times])
  if (me === null || me.role === 'ig-lead' || me.role === 'admin') return null
  const { household, pending } = view
  return (
    <section className="panel" aria-labelledby="details-title">
      <div className="panel__bar">
        <h2 className="panel__title" id="details-title">New contact details</h2>
        {isOpen ? null : <Button isSmall onClick={() => setOpen(true)}>Add new contact details</Button>}
      </div>
      {isOpen ? <NewDetailsForm householdId={household.householdId} members={household.members} onClose={(kind) => { setOpen(false); setSaved(({ times }) => ({ times: times + 1, kind })) }} /> : null}
      <p className="contact__saved" role="status" ref={afterwards} tabIndex={-1}>{saved.kind === null || isOpen ? '' : 'Sealed on this laptop. It is sent as soon as there is a connection, and shown again only by a reveal.'}</p>
      {household.newDetails.length === 0 ? (isOpen ? null : <p className="govuk-body">None given to an officer yet.</p>) : (
        <ol className="contacts" aria-label="New contact details given">
          {household.newDetails.map((given) => {
            const state = pending.find(({ contactId }) => contactId === given.detailId)?.state
            return (
              <li key={given.detailId} className="contact">
                <p className="contact__what">{givenWords(given)}</p>
                <p className="as-at">
                  {memberWords(household.members, given.personId)}{' '}
                  {state === 'waiting' ? <Tag tone="info">Waiting to send</Tag> : null}
                  {state === 'needs-attention' ? <Tag tone="bad">Needs attention</Tag> : null}
                </p>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
