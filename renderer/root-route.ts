import { createRootRoute } from '@tanstack/react-router'
import { AppShell } from './pages/app-shell'

/** The frame that every route stands in. */
export const rootRoute = createRootRoute({ component: AppShell })
