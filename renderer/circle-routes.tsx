import { createRoute } from '@tanstack/react-router'
import { PeopleIKnowPage } from './features/circle/people-i-know-page'
import { rootRoute } from './root-route'

/** Declared conflicts: apart from the screens of the day, for everybody who works with records or watches over those who do. */
export const circleRoutes = [createRoute({ getParentRoute: () => rootRoute, path: '/people-i-know', component: PeopleIKnowPage })] as const
