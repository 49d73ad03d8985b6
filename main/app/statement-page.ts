import { createHash } from 'node:crypto'
import type { AccessStatement, StatementLine } from '../../shared/model/access-statement'
import {
  kindWords,
  reasonWords,
  shownWords,
  subjectWords,
  whoWords,
  whyWords,
} from '../../shared/model/statement-words'

const LONDON = { timeZone: 'Europe/London' } as const
const DAY = new Intl.DateTimeFormat('en-GB', { ...LONDON, day: 'numeric', month: 'long', year: 'numeric' })
const TIME = new Intl.DateTimeFormat('en-GB', { ...LONDON, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const NUMBER = new Intl.NumberFormat('en-GB')

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
const dayOf = (date: string): string => DAY.format(new Date(`${date}T12:00:00Z`))

/** Plain styles of a letter: large enough to read, black on white, nothing said by colour alone. */
const STYLE = `
@page { size: A4; margin: 18mm 16mm 20mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #0b0c0c; background: #fff; font: 11pt/1.45 Arial, "Liberation Sans", "Helvetica Neue", sans-serif; }
h1 { margin: 0 0 3mm; font-size: 21pt; line-height: 1.2; }
h2 { margin: 8mm 0 2mm; font-size: 14pt; line-height: 1.25; break-after: avoid; }
p { margin: 0 0 2.5mm; }
.office { margin: 0 0 7mm; padding-bottom: 3mm; border-bottom: 1.2mm solid #1d4f73; font-weight: bold; }
dl { margin: 0; }
.about { display: grid; break-inside: avoid; grid-template-columns: 45mm 1fr; gap: 1.2mm 4mm; padding: 3.5mm 4mm; border: 0.3mm solid #6f777b; margin-bottom: 4mm; }
.about dt { font-weight: bold; } .about dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 10pt; line-height: 1.35; }
thead { display: table-header-group; }
th, td { padding: 1.8mm 2mm; border-bottom: 0.2mm solid #6f777b; text-align: left; vertical-align: top; }
thead th { border-bottom: 0.5mm solid #0b0c0c; vertical-align: bottom; }
tr { break-inside: avoid; }
tbody th { font-weight: bold; white-space: nowrap; }
td ul { margin: 0; padding-left: 4mm; }
.who { width: 32mm; }
.who::first-line { font-weight: bold; }
.small { color: #383f43; font-size: 9pt; }
.proof { overflow-wrap: anywhere; font-family: "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 8.5pt; }
`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** No script, no picture, no request: one style, by its hash. */
export const STATEMENT_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** What reading systems call the file. The reference and nobody's name. */
export const statementTitle = ({ reference }: AccessStatement): string =>
  `Who has looked at your information: ${reference}`

/** The statement as a page to be printed: headings, lists and one table that reading software can follow. */
export function statementPage(statement: AccessStatement): string {
  const { reference, subject, period, asOf, lines, leftOut, checkpoint, contact, statementId } = statement
  const about = subjectWords(subject)
  const from = period.from === null ? 'From the beginning of our records' : `From ${dayOf(period.from)}`
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${escape(statementTitle(statement))}</title><style>${STYLE}</style></head><body>
<p class="office">${escape(contact.controller)}<br>${escape(contact.office)}</p>
<main>
<h1>Who has looked at your information</h1>
<p>You have the right to know who uses the information that we hold about you, and why. This statement lists when people who work for us looked at, or asked to look at, the joined-up record of your household${subject === null ? '' : ', or of a household that you belonged to before'}.</p>
<dl class="about">
<dt>Household reference</dt><dd>${escape(reference)}</dd>
<dt>About</dt><dd>${escape(about)}</dd>
<dt>Time covered</dt><dd>${escape(from)} to ${escape(dayOf(period.to))}</dd>
<dt>Correct on</dt><dd>${escape(momentOf(asOf))}</dd>
</dl>
<h2>What happened</h2>
${lines.length === 0 ? '<p>There is nothing to list for this time.</p>' : table(lines)}
<h2>How to read this</h2>
<p>We hide names, addresses and other details that say who somebody is. To see them, an officer must say why they need them, and that is written down first, in a record that nobody can change afterwards. We give the role and the team of each officer, and not their name.</p>
<p>Officers also write why in their own words. We do not copy those words here, because they may be about other people too. If you would like to see them, ask us.</p>
<p>When somebody calls us, an officer may search for them. We do not keep whom a search found, so searches are not in this list. Officers may also read records that stand in their own list of work without any names; that is not written down each time. Checks that we made in order to answer you are not listed.</p>
<p>${escape(leftOut)}</p>
<h2>Your rights, and who to ask</h2>
<p>You can ask us for a copy of the information itself, to put right what is wrong, to stop or limit how we use it, or to object. It costs nothing.</p>
<dl class="about">
<dt>Ask</dt><dd>${escape(contact.office)}, ${escape(contact.controller)}</dd>
<dt>Email</dt><dd>${escape(contact.email)}</dd>
<dt>Phone</dt><dd>${escape(contact.phone)}</dd>
<dt>Write to</dt><dd>${escape(contact.post)}</dd>
</dl>
<p>If you are not happy with our answer, you can complain to the Information Commissioner’s Office (ICO): ico.org.uk/make-a-complaint, phone 0303 123 1113, Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF. You can also go to court.</p>
<h2>How this can be checked</h2>
${
  checkpoint === null
    ? '<p>No entry of the access record stands behind this statement.</p>'
    : `<p>Each numbered entry is in a record that can only grow. When this statement was made, that record had ${NUMBER.format(checkpoint.size)} entries, and anybody can prove that the entries listed here are among them. The file with the same statement for computers has the proofs. Where no number is given, the line comes from our ordinary access log.</p>
<dl class="about">
<dt>Entries</dt><dd>${NUMBER.format(checkpoint.size)}</dd>
<dt>Fingerprint</dt><dd class="proof">${escape(checkpoint.root)}</dd>
<dt>Record</dt><dd class="proof">${escape(checkpoint.epoch)}</dd>
</dl>`
}
<p class="small">Statement ${escape(statementId)}</p>
</main>
</body></html>
`
}

const momentOf = (instant: string): string => `${DAY.format(new Date(instant))} at ${TIME.format(new Date(instant))}`

const table = (
  lines: readonly StatementLine[],
): string => `<p>${lines.length === 1 ? 'There is one entry.' : `There are ${NUMBER.format(lines.length)} entries, the oldest first.`}</p>
<table>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Why</th><th scope="col">Which information</th><th scope="col">Was it shown?</th></tr></thead>
<tbody>
${lines.map(row).join('\n')}
</tbody>
</table>`

function row(line: StatementLine): string {
  const { at, why, evidence } = line
  const reason = why === null ? null : reasonWords(line)
  const place =
    evidence.kind === 'access-log'
      ? null
      : `Entry ${NUMBER.format(evidence.index)}${evidence.kind === 'earlier-ledger' ? ' of an earlier record' : ''}`
  return `<tr><th scope="row">${escape(DAY.format(new Date(at)))}<br>${escape(TIME.format(new Date(at)))}</th>
<td class="who">${whoWords(line).map(escape).join('<br>')}</td>
<td>${escape(whyWords(line))}${small(reason)}</td>
<td>${listOf(kindWords(line))}</td>
<td>${escape(shownWords(line))}${small(place)}</td></tr>`
}

const small = (words: string | null): string =>
  words === null ? '' : `<br><span class="small">${escape(words)}</span>`
const listOf = (words: readonly string[]): string =>
  words.length === 1
    ? words.map(escape).join('')
    : `<ul>${words.map((word) => `<li>${escape(word)}</li>`).join('')}</ul>`
