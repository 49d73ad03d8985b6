import { describe, expect, test } from 'vitest'
import { figureRow, figuresAsText, isWithinLimit, MOST_INPUTS, type CallFigures } from '../../tour/call-figures'

const call = (title: string, keys: number, clicks = 0): CallFigures => ({
  title, opening: { keys: 2, clicks: 0, characters: 0 }, finding: { keys, clicks, characters: 23 }, after: { keys: 3, clicks: 1, characters: 40 },
})

describe('the figures of a call', () => {
  test('count keys and clicks from Find to the answer; text is counted apart', () => {
    expect(figureRow(call('Arrears', 4, 1))).toEqual(['Arrears', '2', '4', '1', '5', '23', '4'])
    expect(isWithinLimit(call('Arrears', 4, 2))).toBe(true)
    expect(isWithinLimit(call('Arrears', 4, 3))).toBe(false)
  })

  test('are printed with the verdict, which names the calls over the limit', () => {
    expect(figuresAsText([call('Arrears', 2), call('Wrong person', 6)])).toContain(`each of 2 calls took at most ${MOST_INPUTS} keys and clicks`)
    expect(figuresAsText([call('Arrears', 2), call('Wrong person', 7)])).toContain(`1 of 2 calls took more than ${MOST_INPUTS} keys and clicks from Find to answer: Wrong person`)
  })
})
