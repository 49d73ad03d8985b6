import type { ProvedLook } from '../../../shared/ipc/oversight-contract'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import { LOOK_KINDS, SCREEN_EVENTS } from '../../../shared/model/oversight'
import { REVIEW_STEPS } from '../../../shared/model/review'
import { Grounds } from './grounds'
import { criteriaWords, groupWords, times } from './look-words'
import { Reason } from './reason'

/** What was done and why, whatever kind of entry it is. */
export function EntryWords({ look }: { readonly look: ProvedLook }) {
  switch (look.kind) {
    case 'reveal': return <Stated look={look} of={times(look.people ?? 0, 'member', 'members')} />
    case 'list': return <><strong>{LOOK_KINDS.list}</strong>: <Stated look={look} of={times(look.households ?? 0, 'household', 'households')} /></>
    case 'decision': return <Decided look={look} />
    case 'review': return <><strong>{look.step === 'follow-up' ? REVIEW_STEPS['follow-up'] : LOOK_KINDS.review}</strong><br /><Reason look={look} /></>
    case 'lookup': return <><strong>{LOOK_KINDS.lookup}</strong>: {look.purposeTitle ?? look.purpose?.code}<br /><span className="as-at">by {criteriaWords(look.criteria)}</span></>
    case 'device-event':
      return <>{look.event === null ? LOOK_KINDS['device-event'] : SCREEN_EVENTS[look.event]}{look.fieldGroup === null ? null : <><br /><span className="as-at">{FIELD_GROUPS[look.fieldGroup]}</span></>}</>
  }
}

function Stated({ look, of }: { readonly look: ProvedLook; readonly of: string }) {
  return (
    <>
      <strong>{look.purposeTitle ?? look.purpose?.code}</strong> <span className="as-at">version {look.purpose?.version}</span><br />
      <Reason look={look} /><Grounds look={look} />
      <span className="as-at looks__groups">{groupWords(look.fieldGroups)}, of {of}</span>
    </>
  )
}

/** Words are given with a no, and seldom with a yes. */
function Decided({ look }: { readonly look: ProvedLook }) {
  const list = typeof look.households === 'number'
  return (
    <>
      <strong>{list ? 'Decision on a contact list' : LOOK_KINDS.decision}</strong>
      {look.standsFor ? <><br /><span className="as-at">as deputy of {look.standsFor.displayName ?? look.standsFor.officerId}</span></> : null}
      {look.reason === null ? null : <><br /><q>{look.reason}</q></>}
      {look.fieldGroups.length === 0 ? null : <><br /><span className="as-at">{groupWords(look.fieldGroups)}{list ? `, of ${times(look.households ?? 0, 'household', 'households')}` : ''}</span></>}
    </>
  )
}
