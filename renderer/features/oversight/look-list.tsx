import type { ProvedLook } from '../../../shared/ipc/oversight-contract'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { Tag } from '../../components/tag'
import { EntryProof } from './entry-proof'
import { EntryWords } from './entry-words'
import { nameOf, standingOf, times } from './look-words'
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
          <About key="about" look={look} onWhoLooked={onWhoLooked} />, <EntryWords key="what" look={look} />,
          <span key="outcome"><OutcomeTag look={look} />{look.isFlagged ? <Tag tone="warn">About a request that is not theirs</Tag> : null}</span>,
          <EntryProof key="proof" index={look.entry.index} proof={look.proof} />,
        ],
      }))}
    />
  )
}

function About({ look: { reference, kind, households }, onWhoLooked }: { readonly look: ProvedLook } & Pick<LookListProps, 'onWhoLooked'>) {
  if (reference !== null) return <Button kind="link" label={`Who looked at ${reference}`} onClick={() => onWhoLooked(reference)}><span className="reference">{reference}</span></Button>
  if (typeof households === 'number') return <span className="as-at">{times(households, 'household', 'households')}</span>
  return <span className="as-at">{kind === 'lookup' ? 'Not known here' : 'No longer held'}</span>
}
