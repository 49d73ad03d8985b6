import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { problemOf } from './bridge/problem-of'
import { useAccessState } from './bridge/use-access-state'
import { useBridgeEvents } from './bridge/use-bridge-events'
import { KeySettingsProvider } from './components/key-settings'
import { ProblemNotice } from './components/problem-notice'
import { AccessGate } from './features/access/access-gate'
import { RevealProvider } from './features/reveal/reveal-provider'
import { WorklistSessionProvider } from './features/worklist/worklist-session'
import { homeOf, type ScreenPath } from './pages/screens'
import { createAppRouter } from './routes'

/** The whole window. Everything that belongs to a session is mounted inside the gate, so that a lock takes it away. */
export function App({ queryClient }: { readonly queryClient: QueryClient }) {
  return <QueryClientProvider client={queryClient}><Gate /></QueryClientProvider>
}

function Gate() {
  useBridgeEvents()
  const { data, error } = useAccessState()
  if (data === undefined) return error === null ? null : <main className="access"><ProblemNotice problem={problemOf(error)} /></main>
  return <AccessGate state={data}><Working home={homeOf(data.officer?.role ?? null)} /></AccessGate>
}

function Working({ home }: { readonly home: ScreenPath }) {
  const [router] = useState(() => createAppRouter(home))
  return (
    <KeySettingsProvider>
      <WorklistSessionProvider>
        <RevealProvider><RouterProvider router={router} /></RevealProvider>
      </WorklistSessionProvider>
    </KeySettingsProvider>
  )
}
