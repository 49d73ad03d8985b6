import type { Inputs } from '../support/screens/counted-hand'

/** Find to answer: no call may take more keys and clicks, besides the text that is typed. */
export const MOST_INPUTS = 6

/** What one call took. */
export interface CallFigures {
  readonly title: string
  /** From the screen before to Find. */
  readonly opening: Inputs
  /** From Find to the answer on the screen. */
  readonly finding: Inputs
  /** From the answer to the end of the call: a contact recorded, a reveal. */
  readonly after: Inputs
}

const inputs = ({ keys, clicks }: Inputs): number => keys + clicks
export const isWithinLimit = ({ finding }: CallFigures): boolean => inputs(finding) <= MOST_INPUTS

/** The figures as rows: title, then numbers; the same for the terminal and the page. */
export const FIGURE_HEADS = ['Call', 'Open Find', 'Find to answer: keys', 'clicks', 'together', 'characters typed', 'Afterwards'] as const
export const figureRow = (call: CallFigures): readonly string[] => [
  call.title, String(inputs(call.opening)), String(call.finding.keys), String(call.finding.clicks), String(inputs(call.finding)), String(call.finding.characters), String(inputs(call.after)),
]

/** A table for the terminal, with the verdict. */
export function figuresAsText(calls: readonly CallFigures[]): string {
  const rows = calls.map(figureRow)
  const width = Math.max(FIGURE_HEADS[0].length, ...rows.map(([title = '']) => title.length))
  const line = ([title = '', ...figures]: readonly string[]): string => [title.padEnd(width), ...figures.map((figure, index) => figure.padStart((FIGURE_HEADS[index + 1] ?? '').length))].join('   ')
  const over = calls.filter((call) => !isWithinLimit(call))
  const verdict = over.length === 0
    ? `each of ${calls.length} calls took at most ${MOST_INPUTS} keys and clicks from Find to answer`
    : `${over.length} of ${calls.length} calls took more than ${MOST_INPUTS} keys and clicks from Find to answer: ${over.map(({ title }) => title).join(', ')}`
  return [line(FIGURE_HEADS), ...rows.map(line), verdict, ''].join('\n')
}
