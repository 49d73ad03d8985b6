import type { ReactNode } from 'react'
import { assertNever } from '../../../shared/errors/assert-never'
import type { AccessState } from '../../../shared/ipc/access-contract'
import { EnrolPage } from './enrol-page'
import { LockWarning } from './lock-warning'
import { SignInPage } from './sign-in-page'
import { UnlockPage } from './unlock-page'
import { useActivity } from './use-activity'

/** Shows the screen of the present phase; the children only when unlocked. */
export function AccessGate({ state, children }: { readonly state: AccessState; readonly children: ReactNode }) {
  switch (state.phase) {
    case 'signed-out': return <SignInPage state={state} />
    case 'needs-enrolment': return <EnrolPage state={state} />
    case 'locked': return <UnlockPage state={state} />
    case 'unlocked': return <Unlocked>{children}</Unlocked>
    default: return assertNever(state.phase)
  }
}

function Unlocked({ children }: { readonly children: ReactNode }) {
  useActivity()
  return <>{children}<LockWarning /></>
}
