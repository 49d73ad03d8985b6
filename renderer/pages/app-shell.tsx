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
import { HeaderTools, type Tool } from './header-tools'

const SCREENS = [['/', 'Worklist'], ['/find', 'Find'], ['/my-reveals', 'My reveals'], ['/sync', 'Sync']] as const

/** The frame around every working screen. */
export function AppShell() {
  const access = useAccessState().data
  const status = useSyncStatus().data
  const today = useToday()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [areKeysShown, showKeys] = useState(false)
  const { areSingleKeysOn } = useKeySettings()
  const go = (to: (typeof SCREENS)[number][0]) => void navigate({ to })
  const goTool = (to: Tool) => void navigate({ to })
  useHotkeys({ 'g w': () => go('/'), 'g f': () => go('/find'), 'g m': () => go('/my-reveals'), 'g s': () => go('/sync'), 'g h': () => goTool('/help'), 'g o': () => goTool('/preferences'), '?': () => showKeys(true) }, areSingleKeysOn)
  if (access === undefined) return null

  return (
    <PageLayout
      officer={access.officer} isTestRuntime={access.isTestRuntime} onKeys={() => showKeys(true)} onLock={() => void casement.access.lock({}).catch(() => undefined)}
      nav={(
        <nav className="nav" aria-label="Main">
          {SCREENS.map(([to, words]) => {
            const isHere = to === path || (to === '/' && path.startsWith('/household/'))
            return <button key={to} type="button" className={isHere ? 'nav__link nav__link--here' : 'nav__link'} aria-current={isHere ? 'page' : undefined} onClick={() => go(to)}>{words}</button>
          })}
        </nav>
      )}
      sync={<SyncIndicator status={status} today={today} onOpen={() => go('/sync')} />}
      tools={<HeaderTools path={path} onGo={goTool} />}
      banners={<StatusBanners status={status} access={access} />}
    >
      <Outlet />
      <KeysHelp isOpen={areKeysShown} onClose={() => showKeys(false)} />
    </PageLayout>
  )
}
