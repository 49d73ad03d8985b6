import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { casement } from '../bridge/casement-client'
import { useAccessState } from '../bridge/use-access-state'
import { useConflicts } from '../bridge/use-conflicts'
import { useRequestCounts } from '../bridge/use-request-counts'
import { useStanding } from '../bridge/use-standing'
import { useSyncStatus } from '../bridge/use-sync-status'
import { useKeySettings } from '../components/key-settings'
import { KeysHelp } from '../components/keys-help'
import { PageLayout } from '../components/page-layout'
import { useHotkeys } from '../components/use-hotkeys'
import { useToday } from '../components/use-now'
import { ListNews } from '../features/contact-lists/list-news'
import { RequestNews } from '../features/requests/request-news'
import { LeaseBanner } from '../features/sync/lease-banner'
import { StatusBanners } from '../features/sync/status-banners'
import { SyncIndicator } from '../features/sync/sync-indicator'
import { HeaderTools, type Tool } from './header-tools'
import { isForRole, screensOf, type ScreenPath } from './screens'

/** The frame around every working screen. */
export function AppShell() {
  const access = useAccessState().data
  const status = useSyncStatus().data
  const today = useToday()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const counts = useRequestCounts().data
  const { conflicts } = useConflicts()
  const [areKeysShown, showKeys] = useState(false)
  const { areSingleKeysOn } = useKeySettings()
  const role = access?.officer?.role ?? null
  const go = (to: ScreenPath) => void navigate({ to })
  const goTool = (to: Tool) => void navigate({ to })
  const isDeputy = (useStanding().data?.deputyships.length ?? 0) > 0
  const screens = screensOf(role, isDeputy)
  const jumps = Object.fromEntries(screens.map(({ to, key }) => [`g ${key}`, () => go(to)]))
  const referrals = role === null || !isForRole('/', role) ? {} : { 'g e': () => void navigate({ to: '/referrals' }) }
  useHotkeys({ ...jumps, ...referrals, 'g h': () => goTool('/help'), 'g o': () => goTool('/preferences'), 'g k': () => goTool('/people-i-know'), '?': () => showKeys(true) }, areSingleKeysOn, true)
  if (access === undefined) return null
  const countOf = (to: ScreenPath): number => (to === '/approvals' ? (counts?.toDecide ?? 0) : to === '/requests' ? (counts?.news ?? 0) : to === '/contact-lists' ? (counts?.listNews ?? 0) : to === '/visits' ? (counts?.packNews ?? 0) : to === '/sync' ? conflicts.length : 0)

  return (
    <PageLayout
      officer={access.officer} isTestRuntime={access.isTestRuntime} onKeys={() => showKeys(true)} onLock={() => void casement.access.lock({}).catch(() => undefined)}
      nav={(
        <nav className="nav" aria-label="Main">
          {screens.map(({ to, words }) => {
            const count = countOf(to)
            const isHere = to === path || (to === '/' && (path.startsWith('/household/') || path === '/referrals')) || (to === '/contact-lists' && path.startsWith('/contact-list')) || (to === '/visits' && path.startsWith('/visits'))
            return <button key={to} type="button" className={isHere ? 'nav__link nav__link--here' : 'nav__link'} aria-current={isHere ? 'page' : undefined} onClick={() => go(to)}>{words}{count === 0 ? null : <span className="nav__count">{count}</span>}</button>
          })}
        </nav>
      )}
      sync={<SyncIndicator status={status} today={today} onOpen={() => go('/sync')} />}
      tools={<HeaderTools path={path} role={role} onGo={goTool} />}
      banners={<><StatusBanners status={status} access={access} /><LeaseBanner status={status} /><RequestNews isHere={path === '/requests'} onRequests={() => go('/requests')} /><ListNews isHere={path.startsWith('/contact-list')} onLists={() => go('/contact-lists')} /></>}
    >
      <Outlet />
      <KeysHelp isOpen={areKeysShown} onClose={() => showKeys(false)} jumps={screens.map(({ key, words }) => [`g ${key}`, `Go to ${words}`] as const)} />
    </PageLayout>
  )
}
