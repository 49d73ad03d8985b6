import type { ShownProblem } from '../bridge/problem-of'
import { NotKept } from './not-kept'

interface RestoredWordsProps {
  readonly isRestored: boolean
  readonly notKept: ShownProblem | null
}

/** Said at a field whose words were typed before, so that nobody takes them for another's; and where they could not be kept. */
export const RestoredWords = ({ isRestored, notKept }: RestoredWordsProps) => (
  <>
    {isRestored ? <p className="restored-words" role="status">What you had typed is here again.</p> : null}
    <NotKept problem={notKept} />
  </>
)
