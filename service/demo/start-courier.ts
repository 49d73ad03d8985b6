import { carryCircle, type CourierOptions } from '../intake/carry-circle'

/** A declaration leaves a laptop's worklist within so many milliseconds and a sync; the vault refuses from the first moment on. */
const EVERY_MS = 10_000

/** In the demonstration the controller's courier goes by itself (elsewhere a timer of the operating system runs `npm run intake -- circle`). Carries once before it answers. */
export async function startCourier(options: CourierOptions): Promise<{ stop(): void }> {
  const carry = (): Promise<unknown> => carryCircle(options).catch(() => undefined) // the next round carries everything again
  await carry()
  let isUnderWay = false
  const timer = setInterval(() => {
    if (isUnderWay) return
    isUnderWay = true
    void carry().then(() => (isUnderWay = false))
  }, EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
