import { createRoute, useNavigate, useRouterState } from '@tanstack/react-router'
import { VisitsPage } from './features/visits/visits-page'
import { Casework } from './pages/casework'
import { OutingScreen } from './pages/visits/outing-screen'
import { PlanVisitsScreen } from './pages/visits/plan-visits-screen'
import { rootRoute } from './root-route'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The visit pack that is worked with; beside the address, not in it. */
    readonly packId?: string | null
  }
}

/** The screens of visit packs. */
export const visitRoutes = [
  createRoute({
    getParentRoute: () => rootRoute, path: '/visits',
    component: function Visits() {
      const navigate = useNavigate()
      return <Casework><VisitsPage onOuting={(packId) => void navigate({ to: '/visits/outing', state: { packId } })} onPlan={() => void navigate({ to: '/visits/new' })} /></Casework>
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/visits/new',
    component: function PlanVisits() {
      const navigate = useNavigate()
      const toVisits = () => void navigate({ to: '/visits' })
      return <Casework><PlanVisitsScreen onAsked={toVisits} onBack={toVisits} /></Casework>
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/visits/outing',
    component: function Outing() {
      const navigate = useNavigate()
      const packId = useRouterState({ select: (state) => state.location.state.packId ?? '' })
      return (
        <Casework>
          <OutingScreen key={packId} requestId={packId} onVisits={() => void navigate({ to: '/visits' })} onHousehold={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} />
        </Casework>
      )
    },
  }),
] as const
