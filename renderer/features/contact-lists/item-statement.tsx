import type { MyList } from '../../../shared/ipc/contact-list-contract'
import type { ItemStanding } from '../../../shared/model/contact-list'
import { NotificationBanner } from '../../components/notification-banner'
import { groupWords, peopleWords } from '../../components/request-words'
import { SummaryList } from '../../components/summary-list'
import { YOUR_RELATIONSHIP } from '../../components/relationship-words'
import type { Relationship } from '../../../shared/model/relationship'

interface ItemStatementProps {
  readonly list: MyList
  readonly item: MyList['items'][number]
  readonly relationship: Relationship
  readonly linked: string | null
}

const SHUT: Readonly<Record<Exclude<ItemStanding, 'ready'>, string>> = {
  'left-out': 'The supervisor left this household out of the list, so its details stay masked. Record an outcome or pass it over.',
  'out-of-reach': 'This household is not among yours any more, so its details stay masked. Talk to whoever has it now, or pass it over.',
  protected: 'This record has become protected since. Its details take two supervisors and a request of its own: ask from the household.',
  gone: 'This household is no longer held: its records moved or were erased.',
  'used-up': 'Its details were shown as often as the list allows. If you need them again, state the need on the household itself.',
}

/** What the officer states for this one household when they show its details: pre-filled from what was approved, and read before each showing. */
export function ItemStatement({ list, item, relationship, linked }: ItemStatementProps) {
  if (item.standing !== 'ready') return <NotificationBanner tone="warn" live="none">{SHUT[item.standing]}</NotificationBanner>
  if (list.approved === null) return <NotificationBanner tone="warn" live="none">{list.state === 'expired' ? 'The time of this list is over, so no details can be shown. Outcomes can still be recorded.' : 'This list is not approved, so no details can be shown. Outcomes can still be recorded.'}</NotificationBanner>
  const { fieldGroups, openForMinutes } = list.approved
  return (
    <SummaryList
      rows={[
        ['You state', <><strong>{list.purposeTitle}</strong><br /><q>{list.reason}</q></>],
        ['Opens', `${groupWords(fieldGroups)}, of ${peopleWords(item.persons.length)}, for up to ${openForMinutes} minutes`],
        ['You and it', YOUR_RELATIONSHIP[relationship]],
        ['Case', linked ?? 'No open duty, next action, referral or contact is recorded'],
      ]}
    />
  )
}
