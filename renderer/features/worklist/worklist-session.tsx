import { createContext, useContext, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { NO_FILTERS, type WorklistFilters, type WorklistSort } from '../../../shared/ipc/household-contract'

interface WorklistSession {
  readonly filters: WorklistFilters
  readonly sort: WorklistSort
  readonly setFilters: (filters: WorklistFilters) => void
  readonly setSort: (sort: WorklistSort) => void
  /** Where the officer was: not state, since nothing is drawn again when it changes. */
  readonly place: RefObject<{ scrollTop: number; selectedId: string | null }>
}

const WorklistSessionContext = createContext<WorklistSession | null>(null)

interface WorklistSessionProviderProps {
  /** What the officer's preferences open the worklist with. */
  readonly start?: Pick<WorklistSession, 'filters' | 'sort'>
  readonly children: ReactNode
}

/** Remembers filters, sort, scroll and selected row until the lock, in memory only. */
export function WorklistSessionProvider({ start = { filters: NO_FILTERS, sort: 'urgency' }, children }: WorklistSessionProviderProps) {
  const [filters, setFilterState] = useState(start.filters)
  const [sort, setSortState] = useState(start.sort)
  const place = useRef<{ scrollTop: number; selectedId: string | null }>({ scrollTop: 0, selectedId: null })
  const value = useMemo(() => {
    const backToTop = () => { place.current = { scrollTop: 0, selectedId: null } }
    return {
      filters, sort, place,
      setFilters: (next: WorklistFilters) => { backToTop(); setFilterState(next) },
      setSort: (next: WorklistSort) => { backToTop(); setSortState(next) },
    }
  }, [filters, sort])
  return <WorklistSessionContext value={value}>{children}</WorklistSessionContext>
}

export function useWorklistSession(): WorklistSession {
  const session = useContext(WorklistSessionContext)
  if (session === null) throw new Error('WorklistSessionProvider is missing')
  return session
}
