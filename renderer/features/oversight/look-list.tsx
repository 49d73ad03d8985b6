import type { ProvedLook } from '../../../shared/ipc/oversight-contract'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import { LOOK_KINDS, SCREEN_EVENTS } from '../../../shared/model/oversight'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { Tag } from '../../components/tag'
import { Stated } from './act-list'
import { EntryProof } from './entry-proof'
import { criteriaWords, nameOf, standingOf } from './look-words'
import { OutcomeTag } from './outcome-tag'

interface LookListProps {
  readonly looks: ReadonlyArray<ProvedLook>
  readonly onWhoLooked: (reference: string) => void
}

/** Entries of the ledger, newest first. */
export function LookList({ looks, onWhoLooked }: LookListProps) {
  return (
    <DataTable
      caption="Entries, newest first" className="looks"
      columns={[{ words: 'When' }, { words: 'Officer, as they were then' }, { words: 'Household' }, { words: 'What was done, and why' }, { words: 'Outcome' }, { words: 'Entry and proof' }]}
      rows={looks.map((look) => ({
        key: `${look.entry.epoch}.${look.entry.index}`,
        cells: [
          <span key="at" className="looks__when">{formatInstant(look.at)}</span>,
          <span key="who"><strong>{nameOf(look.actor)}</strong><br /><span className="as-at">{standingOf(look.actor)}</span></span>,
          <About key="about" look={look} onWhoLooked={onWhoLooked} />, <What key="what" look={look} />,
          <span key="outcome"><OutcomeTag look={look} />{look.isFlagged ? <Tag tone="warn">About a request that is not theirs</Tag> : null}</span>,
          <EntryProof key="proof" index={look.entry.index} proof={look.proof} />,
        ],
      }))}
    />
  )
}

function About({ look: { reference, kind }, onWhoLooked }: { readonly look: ProvedLook } & Pick<LookListProps, 'onWhoLooked'>) {
  if (reference !== null) return <Button kind="link" label={`Who looked at ${reference}`} onClick={() => onWhoLooked(reference)}><span className="reference">{reference}</span></Button>
  return <span className="as-at">{kind === 'lookup' ? 'Not known here' : 'No longer held'}</span>
}

function What({ look }: { readonly look: ProvedLook }) {
  if (look.kind === 'reveal') return <Stated look={look} />
  if (look.kind === 'lookup') return <><strong>{LOOK_KINDS.lookup}</strong>: {look.purposeTitle ?? look.purpose?.code}<br /><span className="as-at">by {criteriaWords(look.criteria)}</span></>
  return <>{look.event === null ? LOOK_KINDS['device-event'] : SCREEN_EVENTS[look.event]}{look.fieldGroup === null ? null : <><br /><span className="as-at">{FIELD_GROUPS[look.fieldGroup]}</span></>}</>
}
