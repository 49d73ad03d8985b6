export interface Bar {
  readonly label: string
  readonly value: number
  readonly words: string
}

/** Horizontal bars, largest value full width. The words stand beside each bar, so nothing depends on seeing its length. */
export function BarChart({ title, bars }: { readonly title: string; readonly bars: ReadonlyArray<Bar> }) {
  const largest = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <ul className="bars" aria-label={title}>
      {bars.map((bar) => (
        <li key={bar.label} className="bars__row">
          <span className="bars__label">{bar.label}</span>
          <svg className="bars__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect className="bars__track" width="100" height="10" />
            <rect className="bars__fill" width={(Math.max(0, bar.value) / largest) * 100} height="10" />
          </svg>
          <span className="bars__words">{bar.words}</span>
        </li>
      ))}
    </ul>
  )
}
