import { createMemoryHistory, createRoute, createRouter, useNavigate, useRouterState } from '@tanstack/react-router'
import { circleRoutes } from './circle-routes'
import { ApprovalsPage } from './features/approvals/approvals-page'
import { CaseloadPanel } from './features/caseload/caseload-panel'
import { ReferralsPage } from './features/caseload/referrals-page'
import { ListQueue } from './features/contact-lists/list-queue'
import { FindPage } from './features/find/find-page'
import { NewDetailsPanel } from './features/household/new-details-panel'
import { HouseholdPage } from './features/household/household-page'
import { MyRevealsPage } from './features/my-reveals/my-reveals-page'
import { RequestsPage } from './features/requests/requests-page'
import { HiddenGroups } from './features/reveal/hidden-groups'
import { HouseholdReveal } from './features/reveal/household-reveal'
import { ConflictInbox } from './features/safety/conflict-inbox'
import { SafetyPanel } from './features/safety/safety-panel'
import { SyncPage } from './features/sync/sync-page'
import { useWorklistSession } from './features/worklist/worklist-session'
import { WorklistPage } from './features/worklist/worklist-page'
import { listRoutes } from './list-routes'
import { oversightRoutes } from './oversight-routes'
import { BrokenScreen } from './pages/broken-screen'
import { Casework } from './pages/casework'
import { HelpScreen } from './pages/help-screen'
import { PracticeScreen } from './pages/practice/practice-screen'
import { PreferencesScreen } from './pages/preferences-screen'
import type { ScreenPath } from './pages/screens'
import { visitRoutes } from './visit-routes'
import { rootRoute } from './root-route'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The member whom Find found; kept beside the address, not in it. */
    readonly callerId?: string | null
    /** The approved request that is to be opened there. */
    readonly approvedId?: string | null
    /** The household whose reviewers an IG lead asks about; beside the address too. */
    readonly askedReference?: string | null
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}

const worklistRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/',
  component: function Worklist() {
    const navigate = useNavigate()
    return (
      <Casework>
        <WorklistPage onOpen={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} onReferrals={() => void navigate({ to: '/referrals' })} onMakeList={() => void navigate({ to: '/contact-lists/new' })} onPlanVisits={() => void navigate({ to: '/visits/new' })} />
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
    const approvedId = useRouterState({ select: (state) => state.location.state.approvedId ?? null })
    const { setChosen } = useWorklistSession()
    return (
      <HouseholdPage
        key={householdId} householdId={householdId} callerId={callerId} onBack={() => void navigate({ to: '/' })}
        onPlanVisit={() => { setChosen([householdId]); void navigate({ to: '/visits/new' }) }}
        renderHidden={(household, onAsk) => <HiddenGroups household={household} onAsk={onAsk} />}
        renderCaseload={(view, today) => <><CaseloadPanel view={view} today={today} /><SafetyPanel view={view} today={today} onConflicts={() => void navigate({ to: '/sync' })} /><NewDetailsPanel view={view} /></>}
        renderReveal={({ household, children }) => <HouseholdReveal household={household} callerId={callerId} approvedId={approvedId}>{children}</HouseholdReveal>}
      />
    )
  },
})

const referralsRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/referrals',
  component: function Referrals() {
    const navigate = useNavigate()
    return (
      <Casework>
        <ReferralsPage onBack={() => void navigate({ to: '/' })} onOpen={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} />
      </Casework>
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

const requestsRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/requests',
  component: function Requests() {
    const navigate = useNavigate()
    return (
      <Casework>
        <RequestsPage
          onHousehold={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })}
          onOpen={({ householdId, requestId }) => void navigate({ to: '/household/$householdId', params: { householdId }, state: { approvedId: requestId } })}
        />
      </Casework>
    )
  },
})

const approvalsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/approvals', component: () => <ApprovalsPage lists={<ListQueue />} /> })

const syncRoute = createRoute({
  getParentRoute: () => rootRoute, path: '/sync',
  component: function Sync() {
    const navigate = useNavigate()
    return <SyncPage conflicts={<ConflictInbox onOpen={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} />} />
  },
})

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
export const createAppRouter = (home: ScreenPath = '/') =>
  createRouter({
    routeTree: rootRoute.addChildren([
      worklistRoute, findRoute, householdRoute, referralsRoute, myRevealsRoute, requestsRoute, approvalsRoute, syncRoute, ...listRoutes, ...visitRoutes, ...oversightRoutes, ...circleRoutes, preferencesRoute, helpRoute, practiceRoute,
    ]),
    history: createMemoryHistory({ initialEntries: [home] }),
    scrollRestoration: false,
    defaultErrorComponent: BrokenScreen,
  })
