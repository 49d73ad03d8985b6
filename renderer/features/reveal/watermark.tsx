/** The officer and the time, all over what is shown: a photograph of the screen says whose screen it was. */
export function Watermark({ text }: { readonly text: string }) {
  return (
    <div className="watermark" aria-hidden="true">
      {Array.from({ length: 24 }, (_, index) => <span key={index} className="watermark__text">{text}</span>)}
    </div>
  )
}
