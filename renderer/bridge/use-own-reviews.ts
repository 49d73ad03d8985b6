import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** Reviews of my own reveals, and what is left of emergency access: as the hub says, each time a screen opens. Without a connection there is none. */
export const useOwnReviews = () => useQuery({ queryKey: queryKeys.ownReviews, queryFn: () => casement.review.listMine({}), staleTime: 0, retry: false })
