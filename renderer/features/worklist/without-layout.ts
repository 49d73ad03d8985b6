import { elementScroll, type Rect, type Virtualizer } from '@tanstack/react-virtual'

type Grid = Virtualizer<HTMLDivElement, Element>

/**
 * Tells the list's size once the frame has laid it out. Asked for while the page is being put together, it would cost a layout of the whole
 * page in that same task: the longest there was.
 */
export function observeRectWhenLaidOut({ scrollElement }: Grid, tell: (rect: Rect) => void): () => void {
  if (scrollElement === null) return () => undefined
  const observer = new ResizeObserver(() => tell({ width: scrollElement.clientWidth, height: scrollElement.clientHeight }))
  observer.observe(scrollElement)
  return () => observer.disconnect()
}

/** Scrolls where it has to move: to be told to stay at the top would cost a layout too, at each list that opens and each key that is typed. */
export function scrollWhereItMoves(offset: number, options: Parameters<typeof elementScroll>[1], grid: Grid): void {
  const isAtTop = (grid.scrollOffset ?? 0) === 0 && offset + (options.adjustments ?? 0) === 0
  if (!isAtTop) elementScroll(offset, options, grid)
}
