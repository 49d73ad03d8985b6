/**
 * For queries about other people's work: asked each time the screen opens, and forgotten when it is left. Nothing of them stays in the
 * query cache behind another screen.
 */
export const SHOWN_ONCE = { staleTime: 0, gcTime: 0 } as const
