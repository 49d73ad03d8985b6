/** Takes a timer back; nothing happens when it has run or was taken back before. */
export type Cancel = () => void

/** Timers as sync sees them: a simulation lives an hour in a second, and in an order of its own. */
export interface Timers {
  after(ms: number, work: () => void): Cancel
}

export const systemTimers: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
