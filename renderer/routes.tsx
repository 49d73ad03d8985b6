import { createMemoryHistory, createRootRoute, createRoute, createRouter, useNavigate, useRouterState } from '@tanstack/react-router'
import { FindPage } from './features/find/find-page'
import { HouseholdPage } from './features/household/household-page'
import { MyRevealsPage } from './features/my-reveals/my-reveals-page'
import { HouseholdReveal } from './features/reveal/household-reveal'
import { SyncPage } from './features/sync/sync-page'
import { WorklistPage } from './features/worklist/worklist-page'
import { AppShell } from './pages/app-shell'
import { BrokenScreen } from './pages/broken-screen'
import { Casework } from './pages/casework'
import { HelpScreen } from './pages/help-screen'
import { PracticeScreen } from './pages/practice/practice-screen'
import { PreferencesScreen } from './pages/preferences-screen'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The member whom Find found; kept beside the address, not in it. */
    readonly callerId?: string | null
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}

const rootRoute = createRootRoute({ component: AppShell })

const worklistRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/',
  component: function Worklist() {
    const navigate = useNavigate()
    return (
      <Casework>
        <WorklistPage onOpen={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} />
      </Casework>
    )
  },
})

const findRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/find',
  component: function Find() {
    const navigate = useNavigate()
    return (
      <Casework>
        <FindPage
          onWorklist={() => void navigate({ to: '/' })}
          onFound={(householdId, callerId) => void navigate({ to: '/household/$householdId', params: { householdId }, state: { callerId } })}
        />
      </Casework>
    )
  },
})

const householdRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/household/$householdId',
  component: function Household() {
    const navigate = useNavigate()
    const { householdId } = householdRoute.useParams()
    const callerId = useRouterState({ select: (state) => state.location.state.callerId ?? null })
    return (
      <HouseholdPage
        key={householdId} householdId={householdId} callerId={callerId} onBack={() => void navigate({ to: '/' })}
        renderReveal={({ household, children }) => <HouseholdReveal household={household}>{children}</HouseholdReveal>}
      />
    )
  },
})

const myRevealsRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/my-reveals',
  component: function MyReveals() {
    const navigate = useNavigate()
    return <MyRevealsPage onOpen={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} />
  },
})

const syncRoute = createRoute({ getParentRoute: () => rootRoute, path: '/sync', component: SyncPage })

const preferencesRoute = createRoute({ getParentRoute: () => rootRoute, path: '/preferences', component: PreferencesScreen })

const helpRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/help',
  component: function Help() {
    const navigate = useNavigate()
    return <HelpScreen onPractice={() => void navigate({ to: '/practice' })} />
  },
})

const practiceRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/practice',
  component: function Practice() {
    const navigate = useNavigate()
    return <PracticeScreen onLeave={() => void navigate({ to: '/help' })} />
  },
})

/** Routes live in memory only: the address of the window never changes, so no id is ever in it. */
export const createAppRouter = () =>
  createRouter({
    routeTree: rootRoute.addChildren([worklistRoute, findRoute, householdRoute, myRevealsRoute, syncRoute, preferencesRoute, helpRoute, practiceRoute]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
    scrollRestoration: false,
    defaultErrorComponent: BrokenScreen,
  })
