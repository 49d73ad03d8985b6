import { useCallback, useMemo, useReducer } from 'react'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { CallPanel } from '../../features/practice/call-panel'
import { ExerciseList } from '../../features/practice/exercise-list'
import { PracticeFrame } from '../../features/practice/practice-frame'
import { practiceHouseholds } from '../../features/practice/practice-people'
import { reducePractice } from '../../features/practice/practice-state'
import { PracticeFind } from './practice-find'
import { PracticeHousehold } from './practice-household'

/**
 * Practice on invented people: find, masked household, reveal, contact. All of it is this component's memory. Nothing here may call
 * the bridge (a test counts the calls), so nothing can reach a cache, an outbox, a ledger or a service, and leaving forgets it.
 */
export function PracticeScreen({ onLeave }: { readonly onLeave: () => void }) {
  usePageTitle('Practice')
  const today = useToday()
  const households = useMemo(() => practiceHouseholds(today), [today])
  const [run, dispatch] = useReducer(reducePractice, null)
  const masked = useCallback(() => dispatch({ type: 'masked' }), [])
  const household = households.find(({ householdId }) => householdId === run?.householdId)
  if (run === null) return <PracticeFrame onLeave={onLeave}><ExerciseList onStart={(exercise) => dispatch({ type: 'started', exercise })} /></PracticeFrame>
  return (
    <PracticeFrame onLeave={onLeave}>
      <div className="practice__run">
        <CallPanel run={run} onAnswer={(question, answer) => dispatch({ type: 'answered', question, answer })} onEnd={() => dispatch({ type: 'ended' })} />
        {household === undefined
          ? <PracticeFind households={households} onAmbiguous={() => dispatch({ type: 'was-ambiguous' })} onFound={(householdId, callerId) => dispatch({ type: 'found', householdId, callerId })} />
          : (
            <PracticeHousehold
              key={household.householdId} household={household} callerId={run.callerId} contacts={run.contacts}
              onBack={() => dispatch({ type: 'went-back' })} onMasked={masked} onRevealed={(reveal) => dispatch({ type: 'revealed', reveal })} onContact={(contact) => dispatch({ type: 'contact-added', contact })}
            />
          )}
      </div>
    </PracticeFrame>
  )
}
