import { useAccessState } from '../bridge/use-access-state'
import { usePreferences } from '../bridge/use-preferences'
import { Dialog } from '../components/dialog'
import { ProblemNotice } from '../components/problem-notice'
import { HelpContents } from '../features/help/help-contents'
import { PreferencesForm } from '../features/preferences/preferences-form'

/** Help or preferences over a screen of the gate. */
export function AccessDialogs({ open, onClose }: { readonly open: 'help' | 'preferences'; readonly onClose: () => void }) {
  const { preferences, problem, change } = usePreferences()
  const role = useAccessState().data?.officer?.role ?? 'officer'
  if (open === 'help') return <Dialog title="Help" size="l" isOpen onClose={onClose} isDismissable><HelpContents role={role} /></Dialog>
  return (
    <Dialog title="Preferences" isOpen onClose={onClose} isDismissable>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <PreferencesForm preferences={preferences} onChange={(wanted) => void change(wanted)} />
    </Dialog>
  )
}
