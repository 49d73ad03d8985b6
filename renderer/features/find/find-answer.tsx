import { assertNever } from '../../../shared/errors/assert-never'
import type { ErrorCode } from '../../../shared/errors/error-code'
import { Button } from '../../components/button'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { askFor } from './find-form'
import type { FindAnswer } from './use-find'

/** Find cannot be used for now; what is on this laptop can. */
const WORKLIST_HELPS: readonly ErrorCode[] = ['FIND_OFFLINE', 'FIND_CAP_REACHED', 'HUB_UNREACHABLE', 'LEDGER_CONFLICT', 'STORE_ROLLED_BACK']

/** The answer in words to say on the phone. Never a list of people. */
export function FindAnswerBox({ answer, onWorklist }: { readonly answer: FindAnswer; readonly onWorklist: () => void }) {
  switch (answer.kind) {
    case 'none': return null
    case 'looking': return <NotificationBanner tone="info" live="none">Looking…</NotificationBanner>
    case 'be-more-exact': {
      const [first, ...others] = askFor(answer.criteria)
      return (
        <NotificationBanner tone="warn" live="none">
          <strong>Be more exact: {answer.count} people match.</strong> {first === undefined ? 'Ask for an account number.' : `Ask the caller for ${first}.`}
          {others.length === 0 ? null : ` Or for ${others.slice(0, 2).join(', or ')}.`}
        </NotificationBanner>
      )
    }
    case 'not-known':
      return (
        <NotificationBanner tone="warn" live="none">
          <strong>Not known with these details.</strong> Check the spelling with the caller
          {askFor(answer.criteria)[0] === undefined ? '.' : `, or ask for ${askFor(answer.criteria).slice(0, 2).join(' or ')}.`} The resident may not be known to any service.
        </NotificationBanner>
      )
    case 'problem':
      return (
        <ProblemNotice problem={answer.problem}>
          {WORKLIST_HELPS.includes(answer.problem.code)
            ? <div className="banner__action"><Button isSmall onClick={onWorklist}>Go to the worklist</Button></div>
            : null}
        </ProblemNotice>
      )
    default: return assertNever(answer)
  }
}
