import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { StatementView } from '../../../shared/ipc/statement-contract'
import { subjectWords } from '../../../shared/model/statement-words'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { formatDate, formatInstant } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import { DraftLines } from './draft-lines'
import { IssueDialog } from './issue-dialog'
import { LeaveOutDialog } from './leave-out-dialog'
import { Omissions } from './omissions'

const NUMBER = new Intl.NumberFormat('en-GB')
const NONE: ReadonlySet<string> = new Set()

/** One statement: its lines as the resident will read them, what may be left out, and its issue. */
export function StatementDetail({ statementId, onBack }: { readonly statementId: string; readonly onBack: () => void }) {
  const query = useQuery({ queryKey: queryKeys.statement(statementId), queryFn: () => casement.statement.read({ statementId }), ...SHOWN_ONCE })
  return (
    <>
      <Button kind="link" onClick={onBack}>All statements</Button>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)}><div className="banner__action"><Button isSmall onClick={() => void query.refetch()}>Try again</Button></div></ProblemNotice>}
      {query.data === undefined ? (query.error === null ? <p className="govuk-body" role="status">Fetching and proving the lines…</p> : null) : <Statement view={query.data} onChanged={async () => { await query.refetch() }} />}
    </>
  )
}

function Statement({ view: { head, lines, ledgerSize }, onChanged }: { readonly view: StatementView; readonly onChanged: () => Promise<void> }) {
  const { statementId, reference, subject, period, asOf, by, omissions, issued } = head
  const [chosen, setChosen] = useState(NONE)
  const [isLeaving, setLeaving] = useState(false)
  const [isIssuing, setIssuing] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [busy, setBusy] = useState<'issue' | 'pdf' | 'json' | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => { title.current?.focus() }, [])
  const isUndecided = omissions.some(({ decision }) => decision === null)
  const unproved = lines.filter(({ proof, leftOut }) => leftOut !== 'confirmed' && (proof === 'unproved' || proof === 'inconsistent')).length
  const proved = lines.filter(({ proof }) => proof === 'proved').length
  const toggle = (key: string) => setChosen((before) => { const next = new Set(before); if (!next.delete(key)) next.add(key); return next })

  const run = async (what: NonNullable<typeof busy>, act: () => Promise<string | null>) => {
    if (busy !== null) return
    setBusy(what)
    setProblem(null)
    setSaid(null)
    try {
      setSaid(await act())
    } catch (error) {
      setProblem(problemOf(error))
    }
    setBusy(null)
    // Also after a refusal: its words stand on the page, behind the dialog.
    setIssuing(false)
  }
  const issue = () => run('issue', async () => { await casement.statement.issue({ statementId }); await onChanged(); return 'The statement is issued. Save it now, as often as you need.' })
  const save = (format: 'pdf' | 'json') => run(format, async () => ((await casement.statement.save({ statementId, format })).isSaved ? `Saved as a ${format === 'pdf' ? 'PDF' : 'JSON file'}.` : null))

  return (
    <section aria-labelledby="statement-title">
      <h2 className="govuk-heading-m statement__title" id="statement-title" tabIndex={-1} ref={title}>Statement for household <span className="reference">{reference}</span></h2>
      <div role="status">{said === null ? null : <NotificationBanner tone="good" live="none">{said}</NotificationBanner>}</div>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <SummaryList rows={[
        ['About', subjectWords(subject)],
        ['Time covered', `${period.from === null ? 'From the beginning' : formatDate(period.from)} to ${formatDate(period.to)}`],
        ['Correct on', formatInstant(asOf)],
        ['Prepared by', by],
        ['State', issued === null ? (isUndecided ? 'Waits for a second person' : 'In hand') : `Issued by ${issued.by}, ${formatInstant(issued.at)}`],
      ]} />
      {unproved > 0
        ? <NotificationBanner tone="bad"><strong>{unproved === 1 ? 'One line could not be proved.' : `${unproved} lines could not be proved.`}</strong> The statement cannot be issued. Report it to whoever runs the central service.</NotificationBanner>
        : proved === 0 ? null : <NotificationBanner tone="good" live="none"><strong>{proved === 1 ? 'The line from the ledger is proved.' : `All ${proved} lines from the ledger are proved.`}</strong> This laptop checked {proved === 1 ? 'it' : 'each'} against a ledger of {NUMBER.format(ledgerSize)} entries. The statement holds the proofs.</NotificationBanner>}
      {issued === null ? null : (
        <div className="statement__actions">
          <Button kind="primary" isBusy={busy === 'pdf'} onClick={() => void save('pdf')}>Save the PDF…</Button>
          <Button isBusy={busy === 'json'} onClick={() => void save('json')}>Save the JSON file…</Button>
          <span className="as-at">The PDF is for the resident. The JSON file holds the proofs as well.</span>
        </div>
      )}
      <Omissions omissions={omissions} lines={lines} onDecided={(outcome) => { setSaid(outcome === 'confirmed' ? 'It is left out.' : 'It stays in.'); void onChanged() }} />
      <h2 className="govuk-heading-m statement__lines">Lines</h2>
      {lines.length === 0 ? <p className="govuk-body">Nobody looked in this time. The statement says that there is nothing to list.</p> : <DraftLines lines={lines} chosen={issued === null ? chosen : null} onToggle={toggle} />}
      {issued !== null ? null : (
        <div className="statement__actions">
          <Button kind="primary" isDisabled={isUndecided || unproved > 0} onClick={() => setIssuing(true)}>Issue the statement…</Button>
          <Button isDisabled={chosen.size === 0} onClick={() => setLeaving(true)}>{chosen.size === 0 ? 'Leave lines out…' : chosen.size === 1 ? 'Leave 1 line out…' : `Leave ${chosen.size} lines out…`}</Button>
          <span className="as-at">{isUndecided ? 'Another information governance lead has to decide first what may be left out.' : 'Issued, it is kept as it goes out and changes no more. What happens later is for a later statement.'}</span>
        </div>
      )}
      {isIssuing ? <IssueDialog reference={reference} about={subjectWords(subject)} lines={lines.filter(({ leftOut }) => leftOut !== 'confirmed').length} leftOut={lines.filter(({ leftOut }) => leftOut === 'confirmed').length} isBusy={busy === 'issue'} onIssue={() => void issue()} onClose={() => setIssuing(false)} /> : null}
      {isLeaving ? <LeaveOutDialog statementId={statementId} lines={[...chosen]} onClose={() => setLeaving(false)} onProposed={() => { setLeaving(false); setChosen(NONE); setSaid('It waits for a second person now.'); void onChanged() }} /> : null}
    </section>
  )
}
