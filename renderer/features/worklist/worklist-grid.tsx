import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { WorklistRow } from '../../../shared/model/household'
import { useIsPainted } from './use-is-painted'
import { observeRectWhenLaidOut, scrollWhereItMoves } from './without-layout'
import { COLUMNS, WorklistCells } from './worklist-row'

const USUAL_ROW_HEIGHT_REM = 3.375
const KEEP_AHEAD = 40
/** Rows drawn beyond the edge: those that no scroll can wait for, and more of them once what can be seen is painted. */
const OVERSCAN_AT_ONCE = 2
const OVERSCAN = 12

interface WorklistGridProps {
  readonly rows: ReadonlyArray<WorklistRow>
  /** All that match, loaded or not. */
  readonly matching: number
  readonly today: string
  readonly place: { current: { scrollTop: number; selectedId: string | null } }
  readonly hasMore: boolean
  readonly onNeedMore: () => void
  readonly onOpen: (row: WorklistRow) => void
  /** Changes when filters or sort change: the list then starts at its top. */
  readonly listKey: string
  /** The rows are still those of the list before. */
  readonly isWaiting: boolean
  readonly nameOf: (officerId: string) => string
  readonly chosen: ReadonlyArray<string>
  /** Into the choice for a contact list, or out of it. */
  readonly onChoose: (householdId: string) => void
}

/** Where a key moves the selection; null when it is not a moving key. */
export function nextSelected(key: string, selected: number, count: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -count, End: count }
  const step = steps[key]
  return step === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, selected + step))
}

/** In px; follows the density that the officer chose, as the style sheet has it. */
function rowHeight(): number {
  const style = getComputedStyle(document.documentElement)
  return (Number.parseFloat(style.getPropertyValue('--row-height')) || USUAL_ROW_HEIGHT_REM) * (Number.parseFloat(style.fontSize) || 16)
}

/** Follows the window: a narrow one draws each household on two lines. */
function useRowHeight(): number {
  const [height, setHeight] = useState(rowHeight)
  useEffect(() => {
    const measure = () => setHeight(rowHeight())
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  return height
}

interface Selection {
  readonly index: number
  /** Null: nobody has moved yet, and it is whatever stands there. */
  readonly householdId: string | null
}
const AT_THE_TOP: Selection = { index: 0, householdId: null }
const indexOf = (rows: ReadonlyArray<WorklistRow>, householdId: string | null): number => rows.findIndex((row) => row.householdId === householdId)

/** The selection goes with its household when a change puts others above it; where that has left the list, the place stays. */
function selectedOf(rows: ReadonlyArray<WorklistRow>, { index, householdId }: Selection): number {
  if (householdId === null || rows[index]?.householdId === householdId) return index
  const moved = indexOf(rows, householdId)
  return moved === -1 ? Math.max(0, Math.min(index, rows.length - 1)) : moved
}

/** The virtualised list: one tab stop, arrows or j and k, Enter opens, the space bar chooses. */
export function WorklistGrid({ rows, matching, today, place, hasMore, onNeedMore, onOpen, listKey, isWaiting, nameOf, chosen, onChoose }: WorklistGridProps) {
  const box = useRef<HTMLDivElement>(null)
  const height = useRowHeight()
  const [at, setAt] = useState(() => ({ index: Math.max(0, indexOf(rows, place.current.selectedId)), householdId: place.current.selectedId }))
  const selected = useMemo(() => selectedOf(rows, at), [rows, at])
  const isPainted = useIsPainted(listKey, isWaiting)
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => box.current, estimateSize: () => height, overscan: isPainted ? OVERSCAN : OVERSCAN_AT_ONCE,
    initialOffset: place.current.scrollTop, initialRect: { width: 1_000, height: 600 }, getItemKey: (index) => rows[index]?.householdId ?? index,
    observeElementRect: observeRectWhenLaidOut, scrollToFn: scrollWhereItMoves,
  })
  const measuredFor = useRef(height)
  useEffect(() => {
    if (measuredFor.current === height) return
    measuredFor.current = height
    virtual.measure()
  }, [height, virtual])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0

  useEffect(() => { if (hasMore && last >= rows.length - KEEP_AHEAD) onNeedMore() }, [hasMore, last, rows.length, onNeedMore])
  useEffect(() => { box.current?.focus({ preventScroll: true }) }, [])
  const shownKey = useRef(listKey)
  useEffect(() => {
    if (shownKey.current === listKey) return
    shownKey.current = listKey
    setAt(AT_THE_TOP)
    // Where it has to move only: it asks for a layout of the whole page, at each key that is typed.
    if ((virtual.scrollOffset ?? 0) > 0) virtual.scrollToOffset(0)
  }, [listKey, virtual])

  const select = (index: number) => {
    setAt({ index, householdId: rows[index]?.householdId ?? null })
    place.current.selectedId = rows[index]?.householdId ?? null
    virtual.scrollToIndex(index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const next = nextSelected(event.key, selected, rows.length, Math.max(1, Math.floor((box.current?.clientHeight ?? 600) / height) - 1))
    const row = rows[selected]
    if (next !== null) select(next)
    else if (event.key === 'Enter' && row !== undefined) open(row, selected)
    else if (event.key === ' ' && row !== undefined) onChoose(row.householdId)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const index = Number((event.target as Element).closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN)
    const row = rows[index]
    if (row === undefined) return
    setAt({ index, householdId: row.householdId })
    if ((event.target as Element).closest('.row__choose') === null) open(row, index)
    else onChoose(row.householdId)
  }
  const open = (row: WorklistRow, index: number) => {
    place.current = { scrollTop: box.current?.scrollTop ?? 0, selectedId: rows[index]?.householdId ?? null }
    onOpen(row)
  }
  // Named only while it is drawn: a reference to a row scrolled out of sight would point at nothing.
  const current = items.some((item) => item.index === selected) ? rows[selected] : undefined

  return (
    <div
      ref={box} className="grid" role="grid" tabIndex={0} aria-label="Households" aria-rowcount={matching + 1} aria-colcount={COLUMNS.length}
      aria-activedescendant={current === undefined ? undefined : `row-${current.householdId}`} onKeyDown={onKeyDown} onClick={onClick}
      onScroll={(event) => { place.current.scrollTop = event.currentTarget.scrollTop }}
    >
      <div role="rowgroup" className="grid__head">
        <div role="row" className="row row--head" aria-rowindex={1}>
          {COLUMNS.map((column) => <div key={column} role="columnheader" className={column === 'Owed' ? 'row__cell row__cell--number' : 'row__cell'}>{column}</div>)}
        </div>
      </div>
      <div role="rowgroup" className="grid__body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          return row === undefined ? null : (
            <div
              key={item.key} id={`row-${row.householdId}`} role="row" aria-rowindex={item.index + 2} aria-selected={item.index === selected}
              className={item.index === selected ? 'row row--selected' : 'row'} style={{ height, transform: `translateY(${item.start}px)` }}
              data-index={item.index}
            >
              <WorklistCells row={row} today={today} nameOf={nameOf} isChosen={chosen.includes(row.householdId)} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
