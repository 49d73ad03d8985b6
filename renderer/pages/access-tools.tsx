import { useState } from 'react'
import { useAccessState } from '../bridge/use-access-state'
import { usePreferences } from '../bridge/use-preferences'
import { Button } from '../components/button'
import { Dialog } from '../components/dialog'
import { ProblemNotice } from '../components/problem-notice'
import { HelpContents } from '../features/help/help-contents'
import { PreferencesForm } from '../features/preferences/preferences-form'

/** Before unlock already: text that can be read, and what a code means. What is typed on the page behind stays. */
export function AccessTools() {
  const { preferences, problem, change } = usePreferences()
  const role = useAccessState().data?.officer?.role ?? 'officer'
  const [open, setOpen] = useState<'help' | 'preferences' | null>(null)
  const close = () => setOpen(null)
  return (
    <div className="access__aside">
      <Button kind="link" onClick={() => setOpen('help')}>Help</Button>
      <Button kind="link" onClick={() => setOpen('preferences')}>Text size and other preferences</Button>
      <Dialog title="Preferences" isOpen={open === 'preferences'} onClose={close} isDismissable>
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <PreferencesForm preferences={preferences} onChange={(wanted) => void change(wanted)} />
      </Dialog>
      <Dialog title="Help" size="l" isOpen={open === 'help'} onClose={close} isDismissable><HelpContents role={role} /></Dialog>
    </div>
  )
}
