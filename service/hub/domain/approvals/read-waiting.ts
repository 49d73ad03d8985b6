import type { WaitingPlace } from '../../repositories/access-request-repository'

const PAGE = 200

/**
 * The oldest of what waits that `choose` lets through, however much of what waits is for others to decide: read page by page until there are `most`. Then the
 * next come when some of these are decided.
 */
export async function readWaiting<Row extends NonNullable<WaitingPlace>, Chosen>(
  pageAfter: (place: WaitingPlace, size: number) => Promise<readonly Row[]>, choose: (row: Row) => Chosen | null, most: number,
): Promise<Chosen[]> {
  const chosen: Chosen[] = []
  for (let place: WaitingPlace = null; ; ) {
    const page: readonly Row[] = await pageAfter(place, PAGE)
    for (const row of page) {
      const one = choose(row)
      if (one !== null) chosen.push(one)
    }
    if (chosen.length >= most || page.length < PAGE) return chosen.slice(0, most)
    place = page.at(-1) ?? null
  }
}
