import { createRoute, useNavigate, useRouterState } from '@tanstack/react-router'
import { ContactListsPage } from './features/contact-lists/contact-lists-page'
import { Casework } from './pages/casework'
import { MakeListScreen } from './pages/lists/make-list-screen'
import { WorkListScreen } from './pages/lists/work-list-screen'
import { rootRoute } from './root-route'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The contact list that is worked through; beside the address, not in it. */
    readonly listId?: string | null
  }
}

/** The screens of contact lists. */
export const listRoutes = [
  createRoute({
    getParentRoute: () => rootRoute, path: '/contact-lists',
    component: function ContactLists() {
      const navigate = useNavigate()
      return (
        <Casework>
          <ContactListsPage onWork={(listId) => void navigate({ to: '/contact-list', state: { listId } })} onMake={() => void navigate({ to: '/contact-lists/new' })} onWorklist={() => void navigate({ to: '/' })} />
        </Casework>
      )
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/contact-lists/new',
    component: function MakeList() {
      const navigate = useNavigate()
      return <Casework><MakeListScreen onAsked={() => void navigate({ to: '/contact-lists' })} onBack={() => void navigate({ to: '/' })} /></Casework>
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute, path: '/contact-list',
    component: function WorkList() {
      const navigate = useNavigate()
      const listId = useRouterState({ select: (state) => state.location.state.listId ?? '' })
      return (
        <Casework>
          <WorkListScreen key={listId} requestId={listId} onLists={() => void navigate({ to: '/contact-lists' })} onHousehold={(householdId) => void navigate({ to: '/household/$householdId', params: { householdId } })} />
        </Casework>
      )
    },
  }),
] as const
