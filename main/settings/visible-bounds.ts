import type { WindowBounds } from './preferences'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** So much of the head of a window must be on a screen for somebody to take hold of it. */
const HELD = { width: 100, height: 30 } as const

/** Where the window was, unless no screen is there any more (undocked, another desk): then wherever the system puts it. @param areas work areas of the screens */
export function visibleBounds(bounds: WindowBounds, areas: ReadonlyArray<Area>): WindowBounds {
  const { x, y, width } = bounds
  if (x === null || y === null) return bounds
  const isHeld = areas.some((area) => Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= HELD.width && y >= area.y - HELD.height / 2 && y + HELD.height <= area.y + area.height)
  return isHeld ? bounds : { ...bounds, x: null, y: null }
}
