/** A place where an identified detail would be: deliberately hatched, and said in words to screen readers. */
export function MaskedValue({ what, size = 'm' }: { readonly what: string; readonly size?: 's' | 'm' | 'l' }) {
  return (
    <span className={`masked masked--${size}`}>
      <span className="govuk-visually-hidden">{what} hidden</span>
    </span>
  )
}
