import { createContext, useContext, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { NO_FILTERS, type WorklistFilters, type WorklistSort, type WorklistView } from '../../../shared/ipc/household-contract'

interface WorklistSession {
  readonly filters: WorklistFilters
  /** Null: not chosen, as fits the view. */
  readonly sort: WorklistSort | null
  /** Null: not decided yet. `isChosen`: by the officer, not for them. */
  readonly view: { readonly name: WorklistView; readonly isChosen: boolean } | null
  /** Households chosen for a contact list, in the order in which they were. */
  readonly chosen: ReadonlyArray<string>
  readonly setChosen: (chosen: ReadonlyArray<string>) => void
  readonly setFilters: (filters: WorklistFilters) => void
  readonly setSort: (sort: WorklistSort) => void
  readonly setView: (name: WorklistView, isChosen: boolean) => void
  /** Where the officer was: not state, since nothing is drawn again when it changes. */
  readonly place: RefObject<{ scrollTop: number; selectedId: string | null }>
}

const WorklistSessionContext = createContext<WorklistSession | null>(null)

interface WorklistSessionProviderProps {
  /** What the officer's preferences open the worklist with; no sort: that of the view. */
  readonly start?: Pick<WorklistSession, 'filters' | 'sort'>
  readonly children: ReactNode
}

/** Remembers view, filters, sort, scroll and selected row until the lock, in memory only. */
export function WorklistSessionProvider({ start = { filters: NO_FILTERS, sort: null }, children }: WorklistSessionProviderProps) {
  const [filters, setFilterState] = useState(start.filters)
  const [sort, setSortState] = useState(start.sort)
  const [view, setViewState] = useState<WorklistSession['view']>(null)
  const [chosen, setChosen] = useState<ReadonlyArray<string>>([])
  const place = useRef<{ scrollTop: number; selectedId: string | null }>({ scrollTop: 0, selectedId: null })
  const value = useMemo(() => {
    const backToTop = () => { place.current = { scrollTop: 0, selectedId: null } }
    return {
      filters, sort, view, place, chosen, setChosen,
      setFilters: (next: WorklistFilters) => { backToTop(); setFilterState(next) },
      setSort: (next: WorklistSort) => { backToTop(); setSortState(next) },
      setView: (name: WorklistView, isChosen: boolean) => { backToTop(); setViewState({ name, isChosen }) },
    }
  }, [filters, sort, view, chosen])
  return <WorklistSessionContext value={value}>{children}</WorklistSessionContext>
}

export function useWorklistSession(): WorklistSession {
  const session = useContext(WorklistSessionContext)
  if (session === null) throw new Error('WorklistSessionProvider is missing')
  return session
}
