import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { DEFAULT_PREFERENCES, filtersOf } from '../shared/ipc/preference-contract'
import { problemOf } from './bridge/problem-of'
import { useAccessState } from './bridge/use-access-state'
import { useBridgeEvents } from './bridge/use-bridge-events'
import { usePreferences } from './bridge/use-preferences'
import { KeySettingsProvider } from './components/key-settings'
import { ProblemNotice } from './components/problem-notice'
import { useLook } from './components/use-look'
import { AccessAside } from './features/access/access-aside'
import { AccessGate } from './features/access/access-gate'
import { StoreStoppedPage, storeStopped } from './features/access/store-stopped-page'
import { RevealProvider } from './features/reveal/reveal-provider'
import { WorklistSessionProvider } from './features/worklist/worklist-session'
import { AccessTools } from './pages/access-tools'
import { homeOf, type ScreenPath } from './pages/screens'
import { createAppRouter } from './routes'

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
  return <AccessAside value={<AccessTools />}><AccessGate state={data}><Working home={homeOf(data.officer?.role ?? null)} /></AccessGate></AccessAside>
}

function Working({ home }: { readonly home: ScreenPath }) {
  const [router] = useState(() => createAppRouter(home))
  const { preferences, change } = usePreferences()
  const { filters, sort } = preferences.worklist
  const setSingleKeys = useCallback((areSingleKeysOn: boolean) => void change({ areSingleKeysOn }), [change])
  return (
    <KeySettingsProvider areSingleKeysOn={preferences.areSingleKeysOn} onChange={setSingleKeys}>
      <WorklistSessionProvider start={{ filters: filtersOf(filters), sort: sort === DEFAULT_PREFERENCES.worklist.sort ? null : sort }}>
        <RevealProvider><RouterProvider router={router} /></RevealProvider>
      </WorklistSessionProvider>
    </KeySettingsProvider>
  )
}
