import { createRoute, useNavigate, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ROLES } from '../shared/model/codes'
import { useAccessState } from './bridge/use-access-state'
import { DevicesPage } from './features/administration/devices-page'
import { IntakeRunsPage } from './features/administration/intake-runs-page'
import { PartnersPage } from './features/administration/partners-page'
import { PeoplePage } from './features/administration/people-page'
import { PurposesPage } from './features/administration/purposes-page'
import { AdministrationLogPage } from './features/administration/administration-log-page'
import { SharingAgreementPage } from './features/administration/sharing-agreement-page'
import { LedgerSearchPage } from './features/oversight/ledger-search-page'
import { TeamRevealsPage } from './features/oversight/team-reveals-page'
import { ToolUsePage } from './features/oversight/tool-use-page'
import { WhoLookedPage } from './features/oversight/who-looked-page'
import { ReviewsPage } from './features/review/reviews-page'
import { StandInsPage } from './features/stand-ins/stand-ins-page'
import { StatementsPage } from './features/statements/statements-page'
import { isForRole, type ScreenPath } from './pages/screens'
import { rootRoute } from './root-route'

/** A screen of another role's work, whichever way somebody came to it. The services refuse its calls anyway; this says so before. */
function ForRole({ path, children }: { readonly path: ScreenPath; readonly children: ReactNode }) {
  const officer = useAccessState().data?.officer ?? null
  if (officer === null || isForRole(path, officer.role)) return children
  return (
    <div className="page">
      <h1 className="govuk-heading-l">This screen is not for your role</h1>
      <p className="govuk-body">You are enrolled as <strong>{ROLES[officer.role]}</strong>. Choose a screen from the list above.</p>
    </div>
  )
}

/** The screens of review and administration. */
export const oversightRoutes = [
  createRoute({
    getParentRoute: () => rootRoute, path: '/team-reveals',
    component: function TeamReveals() {
      const navigate = useNavigate()
      return <ForRole path="/team-reveals"><TeamRevealsPage onOpen={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} /></ForRole>
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/who-looked',
    component: function WhoLooked() {
      const asked = useRouterState({ select: (state) => state.location.state.askedReference ?? null })
      return <ForRole path="/who-looked"><WhoLookedPage key={asked} asked={asked} /></ForRole>
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/ledger',
    component: function Ledger() {
      const navigate = useNavigate()
      return <ForRole path="/ledger"><LedgerSearchPage onWhoLooked={(reference) => void navigate({ to: '/who-looked', state: { askedReference: reference } })} /></ForRole>
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/stand-ins',
    component: function StandIns() {
      const officer = useAccessState().data?.officer ?? null
      return <ForRole path="/stand-ins">{officer === null ? null : <StandInsPage officer={officer} />}</ForRole>
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/tool-use',
    component: function ToolUse() {
      const navigate = useNavigate()
      return <ForRole path="/tool-use"><ToolUsePage onWhoLooked={(reference) => void navigate({ to: '/who-looked', state: { askedReference: reference } })} /></ForRole>
    },
  }),
  createRoute({ getParentRoute: () => rootRoute, path: '/reviews', component: () => <ForRole path="/reviews"><ReviewsPage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/statements', component: () => <ForRole path="/statements"><StatementsPage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/devices', component: () => <ForRole path="/devices"><DevicesPage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/people', component: () => <ForRole path="/people"><PeoplePage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/purposes', component: () => <ForRole path="/purposes"><PurposesPage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/sharing-agreement', component: () => <ForRole path="/sharing-agreement"><SharingAgreementPage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/administration', component: () => <ForRole path="/administration"><AdministrationLogPage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/partners', component: () => <ForRole path="/partners"><PartnersPage /></ForRole> }),
  createRoute({ getParentRoute: () => rootRoute, path: '/intake', component: () => <ForRole path="/intake"><IntakeRunsPage /></ForRole> }),
] as const
