import type { Role } from '../../../shared/model/codes'
import { Button } from '../../components/button'
import { usePageTitle } from '../../components/use-page-title'
import { HelpContents } from './help-contents'

/** Help as a screen of the working day. */
export function HelpPage({ role, onPractice }: { readonly role: Role; readonly onPractice: (() => void) | null }) {
  usePageTitle('Help')
  return (
    <div className="page">
      <h1 className="govuk-heading-l">Help</h1>
      <HelpContents
        role={role}
        practice={onPractice === null ? null : (
          <p className="help__practice"><Button kind="primary" isSmall onClick={onPractice}>Practise on invented people</Button> <span>Three short exercises. Nothing in them is real, logged or sent.</span></p>
        )}
      />
    </div>
  )
}
