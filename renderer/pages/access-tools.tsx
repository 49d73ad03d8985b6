import { useState } from 'react'
import { usePreferences } from '../bridge/use-preferences'
import { Button } from '../components/button'
import { Dialog } from '../components/dialog'
import { ProblemNotice } from '../components/problem-notice'
import { PreferencesForm } from '../features/preferences/preferences-form'

/** Before unlock already: text that can be read. What is typed on the page behind stays. */
export function AccessTools() {
  const { preferences, problem, change } = usePreferences()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="access__aside">
      <Button kind="link" onClick={() => setOpen(true)}>Text size and other preferences</Button>
      <Dialog title="Preferences" isOpen={isOpen} onClose={() => setOpen(false)} isDismissable>
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <PreferencesForm preferences={preferences} onChange={(wanted) => void change(wanted)} />
      </Dialog>
    </div>
  )
}
