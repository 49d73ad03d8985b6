import { createContext, type ReactNode } from 'react'

/** What is offered under every screen before unlock (help, text size); comes from outside, since it belongs to other features. */
export const AccessAside = createContext<ReactNode>(null)
