import { FIGURE_HEADS, figureRow, MOST_INPUTS, type CallFigures } from './call-figures'

/** One picture of the tour. */
export interface Picture {
  /** Its name beside the page. */
  readonly file: string
  readonly title: string
  /** What the officer sees and does. */
  readonly caption: string
}

/** A part of the tour: a call, a morning. */
export interface Chapter {
  readonly title: string
  readonly story: string
  readonly pictures: readonly Picture[]
}

const STYLE = `
  body { font: 1rem/1.5 Arial, sans-serif; color: #0b0c0c; max-width: 62rem; margin: 0 auto; padding: 1rem; }
  a { color: #1d70b8; } a:focus { outline: 3px solid #fd0; color: #0b0c0c; background: #fd0; }
  figure { margin: 1.5rem 0 2.5rem; } img { max-width: 100%; height: auto; border: 1px solid #b1b4b6; }
  figcaption { border-left: 4px solid #1d70b8; padding-left: .75rem; margin-bottom: .75rem; } figcaption strong { display: block; }
  table { border-collapse: collapse; } th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #b1b4b6; text-align: left; vertical-align: top; } td { text-align: right; font-variant-numeric: tabular-nums; }`

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const idOf = (index: number): string => `part-${index + 1}`

/** The tour's index: one plain page beside its pictures, to be read without anything else. */
export function tourPage(chapters: readonly Chapter[], calls: readonly CallFigures[]): string {
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Casement: a tour</title><style>${STYLE}
</style></head>
<body>
<main>
<h1>Casement: a tour</h1>
<p>Pictures of the real application at work on invented households. Everybody in it is made up.</p>
<nav aria-label="Parts of the tour"><ol>
${chapters.map(({ title }, index) => `<li><a href="#${idOf(index)}">${escape(title)}</a></li>`).join('\n')}
</ol></nav>
<h2>Keys and clicks of each call</h2>
<p>Counted as a hand does them: a key or chord is one, a click is one; the letters of what the caller says are counted apart. From Find to the answer no call may take more than ${MOST_INPUTS}.</p>
<table><thead><tr>${FIGURE_HEADS.map((head) => `<th scope="col">${escape(head)}</th>`).join('')}</tr></thead>
<tbody>
${calls.map((call) => `<tr>${figureRow(call).map((cell, index) => (index === 0 ? `<th scope="row">${escape(cell)}</th>` : `<td>${escape(cell)}</td>`)).join('')}</tr>`).join('\n')}
</tbody></table>
${chapters.map(chapterAsHtml).join('\n')}
</main>
</body>
</html>
`
}

function chapterAsHtml({ title, story, pictures }: Chapter, index: number): string {
  return `<section aria-labelledby="${idOf(index)}">
<h2 id="${idOf(index)}">${escape(title)}</h2>
<p>${escape(story)}</p>
${pictures.map(({ file, title: words, caption }) => `<figure><figcaption><strong>${escape(words)}</strong>${escape(caption)}</figcaption><img src="${escape(encodeURI(file))}" alt="Screenshot: ${escape(words)}" loading="lazy"></figure>`).join('\n')}
</section>`
}
