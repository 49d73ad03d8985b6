import type { ProvedLook, ShownAct } from '../../../shared/ipc/oversight-contract'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import { SCREEN_EVENTS } from '../../../shared/model/oversight'
import { DataTable } from '../../components/data-table'
import { formatInstant, formatTime } from '../../components/dates'
import { Tag } from '../../components/tag'
import { EntryProof } from './entry-proof'
import { criteriaWords, groupWords, nameOf, standingOf, times } from './look-words'
import { OutcomeTag } from './outcome-tag'
import { Grounds } from './grounds'
import { Reason } from './reason'

/** Reveals and openings of one household, newest first. */
export function ActList({ acts }: { readonly acts: ReadonlyArray<ShownAct> }) {
  return (
    <DataTable
      caption="Who looked, newest first" className="looks"
      columns={[{ words: 'When' }, { words: 'Officer, as they were then' }, { words: 'What was done, and why' }, { words: 'Outcome' }, { words: 'Entry and proof' }]}
      rows={acts.map((act) => {
        const { at, actor } = act.act === 'reveal' ? act.look : act.opening
        return {
          key: act.act === 'reveal' ? `${act.look.entry.epoch}.${act.look.entry.index}` : `${at}.${actor.officerId}`,
          cells: [
            <span key="at" className="looks__when">{formatInstant(at)}</span>,
            <span key="who"><strong>{nameOf(actor)}</strong><br /><span className="as-at">{standingOf(actor)}</span></span>,
            <span key="what">{act.act === 'reveal' ? <Stated look={act.look} /> : <>Opened the masked record</>}{act.led === null ? null : <Led look={act.led} />}</span>,
            act.act === 'reveal' ? <OutcomeTag key="outcome" look={act.look} /> : <Tag key="outcome">Masked details only</Tag>,
            act.act === 'reveal' ? <Proved key="proof" look={act.look} events={act.events} /> : <span key="proof" className="as-at">Access log, no proof</span>,
          ],
        }
      })}
    />
  )
}

export function Stated({ look }: { readonly look: ProvedLook }) {
  return (
    <>
      <strong>{look.purposeTitle ?? look.purpose?.code}</strong> <span className="as-at">version {look.purpose?.version}</span><br />
      <Reason reason={look.reason} /><Grounds look={look} /><br />
      <span className="as-at">{groupWords(look.fieldGroups)}, of {times(look.people ?? 0, 'member', 'members')}</span>
    </>
  )
}

function Led({ look }: { readonly look: ProvedLook }) {
  return (
    <span className="looks__led">After a look-up in Find at {formatTime(look.at)} by {criteriaWords(look.criteria)} <EntryProof index={look.entry.index} proof={look.proof} /></span>
  )
}

/** The entry itself, then what the laptop reported of the screen, each an entry of its own. */
function Proved({ look, events }: { readonly look: ProvedLook; readonly events: ReadonlyArray<ProvedLook> }) {
  return (
    <>
      <EntryProof index={look.entry.index} proof={look.proof} />
      {events.length === 0 ? null : (
        <details className="looks__events">
          <summary>{times(events.length, 'event', 'events')} on the screen</summary>
          <ol>
            {events.map((event) => (
              <li key={event.entry.index}>{formatTime(event.at)} {event.event === null ? 'Reported' : SCREEN_EVENTS[event.event]}{event.fieldGroup === null ? '' : `: ${FIELD_GROUPS[event.fieldGroup]}`} <EntryProof index={event.entry.index} proof={event.proof} /></li>
            ))}
          </ol>
        </details>
      )}
    </>
  )
}
