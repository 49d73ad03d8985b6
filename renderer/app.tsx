import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { problemOf } from './bridge/problem-of'
import { useAccessState } from './bridge/use-access-state'
import { useBridgeEvents } from './bridge/use-bridge-events'
import { usePreferences } from './bridge/use-preferences'
import { Loaded } from './components/loaded'
import { ProblemNotice } from './components/problem-notice'
import { useLook } from './components/use-look'
import { AccessAside } from './features/access/access-aside'
import { AccessGate } from './features/access/access-gate'
import { StoreStoppedPage, storeStopped } from './features/access/store-stopped-page'
import { AccessTools } from './pages/access-tools'
import { homeOf } from './pages/screens'

/** All screens of a session: more than half of the code, of which the screen that unlocks needs none. */
export const loadSession = async () => (await import('./session')).Session

/** The whole window. Everything that belongs to a session is mounted inside the gate, so that a lock takes it away. */
export function App({ queryClient }: { readonly queryClient: QueryClient }) {
  return <QueryClientProvider client={queryClient}><Gate /></QueryClientProvider>
}

function Gate() {
  useBridgeEvents()
  const { data, error } = useAccessState()
  const stopped = storeStopped(error)
  const { preferences, isReady } = usePreferences()
  useLook(preferences)
  if (stopped !== null && isReady) return <AccessAside value={<AccessTools />}><StoreStoppedPage code={stopped} /></AccessAside>
  if (data === undefined || !isReady) return error === null ? null : <main className="access"><ProblemNotice problem={problemOf(error)} /></main>
  return <AccessAside value={<AccessTools />}><AccessGate state={data}><Loaded load={loadSession} props={{ home: homeOf(data.officer?.role ?? null) }} /></AccessGate></AccessAside>
}
