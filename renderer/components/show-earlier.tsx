import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { problemOf } from '../bridge/problem-of'
import { Button } from './button'
import { ProblemNotice } from './problem-notice'

interface ShowEarlierProps {
  readonly list: Pick<UseInfiniteQueryResult, 'error' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
  /** On the button. */
  readonly words: string
}

/** The next page of a list whose first ones stand above: one that cannot be had says so here, and takes nothing away. */
export function ShowEarlier({ list, words }: ShowEarlierProps) {
  if (!list.hasNextPage) return null
  return (
    <>
      {list.error === null || list.isFetchingNextPage ? null : <ProblemNotice problem={problemOf(list.error)} />}
      <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{words}</Button>
    </>
  )
}
