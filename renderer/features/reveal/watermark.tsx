/** For a person with everything that can be held, on the widest screen; what is too much lies below the edge, and is cut off. */
const TEXTS_A_PERSON = 160
/** Beyond that people stand side by side. */
const MOST_PEOPLE = 4

/** The officer and the time, all over what is shown: a photograph of the screen says whose screen it was, also of its lower half. */
export function Watermark({ text, people }: { readonly text: string; readonly people: number }) {
  return (
    <div className="watermark" aria-hidden="true">
      {Array.from({ length: TEXTS_A_PERSON * Math.min(people, MOST_PEOPLE) }, (_, index) => <span key={index} className="watermark__text" data-text={text} />)}
    </div>
  )
}
