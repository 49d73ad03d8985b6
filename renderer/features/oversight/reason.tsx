/** The officer's own words; the entry outlives them. */
export function Reason({ reason }: { readonly reason: string | null }) {
  return reason === null ? <span className="as-at">The words have been erased.</span> : <q className="looks__reason">{reason}</q>
}
