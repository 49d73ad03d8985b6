import { useState } from 'react'
import { DEFAULT_PREFERENCES } from '../../../shared/ipc/preference-contract'
import { usePreferences } from '../../bridge/use-preferences'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { usePageTitle } from '../../components/use-page-title'
import { PreferencesForm } from './preferences-form'

interface PreferencesPageProps {
  /** What the worklist opens with, in the words of its own chips; the last is the sort. */
  readonly worklistWords: ReadonlyArray<string>
  readonly isWorklistPlain: boolean
}

/** The officer's own choices for this laptop. */
export function PreferencesPage({ worklistWords, isWorklistPlain }: PreferencesPageProps) {
  usePageTitle('Preferences')
  const { preferences, problem, change, reset } = usePreferences()
  const [isAsking, setAsking] = useState(false)
  const [said, setSaid] = useState('')
  const choose = (wanted: Parameters<typeof change>[0]) => void change(wanted).then((isKept) => setSaid(isKept ? 'Saved on this laptop.' : ''))
  const startOver = async () => {
    const isKept = await reset()
    setAsking(false)
    setSaid(isKept ? 'Everything is back to its default.' : '')
  }
  return (
    <div className="page preferences">
      <h1 className="govuk-heading-l">Preferences</h1>
      <p className="govuk-body preferences__lead">For you, on this laptop. What you choose takes effect at once and is kept in a file of its own that holds nothing about residents.</p>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="preferences__columns">
        <section className="panel" aria-labelledby="look-title">
          <h2 className="panel__title" id="look-title">Look and keys</h2>
          <PreferencesForm preferences={preferences} onChange={choose} />
        </section>
        <div>
          <section className="panel" aria-labelledby="worklist-default-title">
            <h2 className="panel__title" id="worklist-default-title">Worklist</h2>
            <p className="govuk-body">It opens with:</p>
            <ul className="govuk-list govuk-list--bullet" aria-label="What the worklist opens with">{worklistWords.map((words) => <li key={words}>{words}</li>)}</ul>
            <p className="panel__note preferences__note">To change it, filter and sort the worklist as you like it and choose <strong>Save current filters as my default</strong>. Wards are not kept.</p>
            {isWorklistPlain ? null : <Button isSmall onClick={() => choose({ worklist: DEFAULT_PREFERENCES.worklist })}>Open without filters again</Button>}
          </section>
          <section className="panel" aria-labelledby="reset-title">
            <h2 className="panel__title" id="reset-title">Start over</h2>
            <p className="govuk-body">Casement remembers where its window stood by itself.</p>
            <Button isSmall onClick={() => setAsking(true)}>Reset to defaults…</Button>
          </section>
        </div>
      </div>
      <p role="status" className="preferences__said">{said}</p>
      <Dialog title="Reset all preferences?" role="alertdialog" isOpen={isAsking} onClose={() => setAsking(false)}>
        <p className="govuk-body">Text size, lists, motion, keys and what your worklist opens with go back to their defaults. Nothing else changes.</p>
        <div className="dialog__actions">
          <Button kind="primary" onClick={() => void startOver()}>Reset</Button>
          <Button onClick={() => setAsking(false)}>Cancel</Button>
        </div>
      </Dialog>
    </div>
  )
}
