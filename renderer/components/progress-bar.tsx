/** Progress with real counts; the words are what matters, the bar repeats them. */
export function ProgressBar({ label, done, total }: { readonly label: string; readonly done: number; readonly total: number }) {
  const most = Math.max(total, done, 1)
  return (
    <div className="progress" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={most} aria-valuenow={done}>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="progress__track" width="100" height="4" />
        <rect className="progress__done" width={(done / most) * 100} height="4" />
      </svg>
    </div>
  )
}
