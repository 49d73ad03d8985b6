import { QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query'
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ShowEarlier } from '../../../renderer/components/show-earlier'
import { CasementError } from '../../../shared/errors/casement-error'

test('an earlier page that cannot be had takes nothing away: it says so, and is asked for again', async () => {
  let isCut = true
  function List() {
    const list = useInfiniteQuery({
      queryKey: ['numbers'], initialPageParam: 0, retry: false,
      queryFn: ({ pageParam }) => {
        if (pageParam > 0 && isCut) throw new CasementError('HUB_UNREACHABLE')
        return Promise.resolve({ words: `Page ${pageParam}`, next: pageParam < 1 ? pageParam + 1 : null })
      },
      getNextPageParam: (page) => page.next,
    })
    return <>{list.data?.pages.map(({ words }) => <p key={words}>{words}</p>)}<ShowEarlier list={list} words="Show earlier pages" /></>
  }
  render(<QueryClientProvider client={new QueryClient()}><List /></QueryClientProvider>)
  fireEvent.click(await screen.findByRole('button', { name: 'Show earlier pages' }))
  await screen.findByText(/HUB_UNREACHABLE/)
  screen.getByText('Page 0')
  isCut = false
  fireEvent.click(screen.getByRole('button', { name: 'Show earlier pages' }))
  await screen.findByText('Page 1')
  screen.getByText('Page 0')
  expect(screen.queryByText(/HUB_UNREACHABLE/)).toBeNull()
  expect(screen.queryByRole('button')).toBeNull()
})
