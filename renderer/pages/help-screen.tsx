import { useAccessState } from '../bridge/use-access-state'
import { HelpPage } from '../features/help/help-page'
import { doesCasework } from './casework'

/** Help for the officer's own role; practice for those who do casework. */
export function HelpScreen({ onPractice }: { readonly onPractice: () => void }) {
  const role = useAccessState().data?.officer?.role ?? 'officer'
  return <HelpPage role={role} onPractice={doesCasework(role) ? onPractice : null} />
}
