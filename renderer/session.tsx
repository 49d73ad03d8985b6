import { RouterProvider } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { DEFAULT_PREFERENCES, filtersOf } from '../shared/ipc/preference-contract'
import { usePreferences } from './bridge/use-preferences'
import { KeySettingsProvider } from './components/key-settings'
import { RevealProvider } from './features/reveal/reveal-provider'
import { WorklistSessionProvider } from './features/worklist/worklist-session'
import type { ScreenPath } from './pages/screens'
import { createAppRouter } from './routes'

/** Everything that an officer works with once the laptop is unlocked. */
export function Session({ home }: { readonly home: ScreenPath }) {
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
