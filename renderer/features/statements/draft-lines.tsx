import type { DraftLine } from '../../../shared/ipc/statement-contract'
import { kindWords, reasonWords, shownWords, whoWords, whyWords } from '../../../shared/model/statement-words'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { Tag } from '../../components/tag'

interface DraftLinesProps {
  readonly lines: ReadonlyArray<DraftLine>
  /** Null: they cannot be chosen any more. */
  readonly chosen: ReadonlySet<string> | null
  readonly onToggle: (key: string) => void
}

const COLUMNS = ['When', 'Who', 'Why', 'Which information', 'Was it shown?', 'Proof', 'Leave out'].map((words) => ({ words }))

/** The lines in the words that the resident will read, with what this laptop could prove of each. */
export function DraftLines({ lines, chosen, onToggle }: DraftLinesProps) {
  return (
    <DataTable
      caption="Lines of the statement, oldest first" className="looks statement-lines" columns={COLUMNS}
      rows={lines.map((line) => ({
        key: line.key,
        cells: [
          <span key="at" className="looks__when">{formatInstant(line.at)}</span>,
          <Lines key="who" words={whoWords(line)} />,
          <span key="why">{whyWords(line)}{line.why === null || reasonWords(line) === null ? null : <><br /><span className="as-at">{reasonWords(line)}</span></>}</span>,
          <Lines key="kinds" words={kindWords(line)} />,
          <span key="shown">{shownWords(line)}</span>,
          <LineProof key="proof" line={line} />,
          <LeaveOut key="out" line={line} chosen={chosen} onToggle={onToggle} />,
        ],
      }))}
    />
  )
}

const Lines = ({ words }: { readonly words: ReadonlyArray<string> }) => <>{words.map((word, n) => <span key={word} className={n === 0 ? 'statement-lines__first' : 'statement-lines__more'}>{word}</span>)}</>

function LineProof({ line: { key, proof } }: { readonly line: DraftLine }) {
  const index = key.slice(key.lastIndexOf('-') + 1)
  switch (proof) {
    case null: return <span className="as-at">Access log, no proof</span>
    case 'proved': return <Tag tone="good">✓ Entry {index} proved</Tag>
    case 'earlier-epoch': return <Tag>Entry {index} of an earlier ledger</Tag>
    case 'unproved': return <Tag tone="bad">Entry {index} not proved</Tag>
    case 'inconsistent': return <Tag tone="bad">Entry {index}: the ledger was changed</Tag>
  }
}

function LeaveOut({ line, chosen, onToggle }: Pick<DraftLinesProps, 'chosen' | 'onToggle'> & { readonly line: DraftLine }) {
  if (line.leftOut === 'confirmed') return <Tag tone="warn">Left out</Tag>
  if (line.leftOut === 'proposed') return <Tag tone="info">Waits for a second person</Tag>
  if (chosen === null) return null
  const id = `leave-out-${line.key}`
  return (
    <div className="govuk-checkboxes govuk-checkboxes--small">
      <div className="govuk-checkboxes__item">
        <input id={id} className="govuk-checkboxes__input" type="checkbox" checked={chosen.has(line.key)} autoComplete="off" onChange={() => onToggle(line.key)} />
        <label className="govuk-label govuk-checkboxes__label" htmlFor={id}><span className="govuk-visually-hidden">Leave out the line of {formatInstant(line.at)}</span></label>
      </div>
    </div>
  )
}
