import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { casement } from '../bridge/casement-client'
import { useAccessState } from '../bridge/use-access-state'
import { useSyncStatus } from '../bridge/use-sync-status'
import { useKeySettings } from '../components/key-settings'
import { KeysHelp } from '../components/keys-help'
import { PageLayout } from '../components/page-layout'
import { useHotkeys } from '../components/use-hotkeys'
import { useToday } from '../components/use-now'
import { StatusBanners } from '../features/sync/status-banners'
import { SyncIndicator } from '../features/sync/sync-indicator'
import { screensOf, type ScreenPath } from './screens'

/** The frame around every working screen. */
export function AppShell() {
  const access = useAccessState().data
  const status = useSyncStatus().data
  const today = useToday()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [areKeysShown, showKeys] = useState(false)
  const { areSingleKeysOn } = useKeySettings()
  const go = (to: ScreenPath) => void navigate({ to })
  const screens = screensOf(access?.officer?.role ?? null)
  const jumps = Object.fromEntries(screens.map(({ to, key }) => [`g ${key}`, () => go(to)]))
  useHotkeys({ ...jumps, '?': () => showKeys(true) }, areSingleKeysOn)
  if (access === undefined) return null

  return (
    <PageLayout
      officer={access.officer} isTestRuntime={access.isTestRuntime} onKeys={() => showKeys(true)} onLock={() => void casement.access.lock({}).catch(() => undefined)}
      nav={(
        <nav className="nav" aria-label="Main">
          {screens.map(({ to, words }) => {
            const isHere = to === path || (to === '/' && path.startsWith('/household/'))
            return <button key={to} type="button" className={isHere ? 'nav__link nav__link--here' : 'nav__link'} aria-current={isHere ? 'page' : undefined} onClick={() => go(to)}>{words}</button>
          })}
        </nav>
      )}
      sync={<SyncIndicator status={status} today={today} onOpen={() => go('/sync')} />}
      banners={<StatusBanners status={status} access={access} />}
    >
      <Outlet />
      <KeysHelp isOpen={areKeysShown} onClose={() => showKeys(false)} jumps={screens.map(({ key, words }) => [`g ${key}`, `Go to ${words}`] as const)} />
    </PageLayout>
  )
}
