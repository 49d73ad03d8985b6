import { z } from 'zod'

/** The benches of windows.spec.ts, by the names under which it hands its rounds back. */
export const WINDOW_BENCHES = ['cold-start', 'unlock', 'search', 'open-household', 'memory', 'smooth', 'smooth-long-tasks', 'time-to-worklist'] as const
export type WindowBench = (typeof WINDOW_BENCHES)[number]

export const MeasuredSchema = z.partialRecord(z.enum(WINDOW_BENCHES), z.strictObject({ values: z.array(z.number()), baselines: z.array(z.number()) }))
export type Measured = z.infer<typeof MeasuredSchema>
