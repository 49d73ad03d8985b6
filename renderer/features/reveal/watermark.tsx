import { useId } from 'react'

/** Of bold text at its size; a little more than it needs, so that two never touch. */
const EM_A_LETTER = 0.6
const GAP_EM = 3
const LINE_EM = 5

/** The officer and the time, all over what is shown: a photograph of the screen says whose screen it was, also of its lower half. One drawn pattern, however long the details are. */
export function Watermark({ text }: { readonly text: string }) {
  const id = useId()
  const width = text.length * EM_A_LETTER + GAP_EM
  return (
    <svg className="watermark" aria-hidden="true">
      <pattern id={id} patternUnits="userSpaceOnUse" width={`${width}em`} height={`${2 * LINE_EM}em`} patternTransform="rotate(-14)">
        <text className="watermark__text" x="1em" y="2em">{text}</text>
        {/* Every other line is moved by half, and so lies over the edge of what is repeated. */}
        {[-0.5, 0.5].map((part) => <text key={part} className="watermark__text" x={`${part * width + 1}em`} y={`${LINE_EM + 2}em`}>{text}</text>)}
      </pattern>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  )
}
