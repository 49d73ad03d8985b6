/** One form in which a sentinel could lie in a file. */
export interface Needle {
  /** The sentinel's own name, never its value: findings are printed. */
  readonly sentinel: string
  readonly form: string
  readonly bytes: Buffer
}

/** A made-up identity to look for. `name` says what it is (for the report), `value` is the text itself. */
export interface Sentinel {
  readonly name: string
  readonly value: string
}

const SHORTEST = 6

/**
 * Every form that the scan looks for: as it stands, in lower and upper case and without blanks; each of these in UTF-8,
 * UTF-16LE, hex (both cases) and base64 (all three alignments, both alphabets). A sentinel of fewer than 6 characters
 * would be found by chance: RangeError.
 */
export function needlesOf(sentinels: readonly Sentinel[]): Needle[] {
  const seen = new Set<string>()
  return sentinels.flatMap(({ name, value }) => {
    if (value.replaceAll(/\s/g, '').length < SHORTEST) throw new RangeError(`the sentinel ${name} is too short to mean anything`)
    return spellings(value).flatMap((text) => formsOf(name, text))
  }).filter(({ bytes }) => {
    const key = bytes.toString('latin1')
    return seen.has(key) ? false : seen.add(key) !== undefined
  })
}

const spellings = (value: string): string[] => [
  ...new Set([value, value.replaceAll(/\s/g, '')].flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()])),
]

function formsOf(sentinel: string, text: string): Needle[] {
  const needle = (form: string, bytes: Buffer): Needle => ({ sentinel, form, bytes })
  return (['utf8', 'utf16le'] as const).flatMap((encoding) => {
    const raw = Buffer.from(text, encoding)
    const hex = raw.toString('hex')
    return [
      needle(encoding, raw),
      needle(`${encoding} hex`, Buffer.from(hex)),
      needle(`${encoding} hex`, Buffer.from(hex.toUpperCase())),
      ...[0, 1, 2].flatMap((offset) => base64At(raw, offset).map((bytes) => needle(`${encoding} base64 +${offset}`, bytes))),
    ]
  })
}

/** The characters of base64 that depend on these bytes alone, when `offset` unknown bytes stand before them. */
function base64At(raw: Buffer, offset: number): Buffer[] {
  const padded = Buffer.concat([Buffer.alloc(offset), raw])
  const bits = padded.length * 8
  const from = Math.ceil((offset * 8) / 6)
  const to = Math.floor(bits / 6)
  const standard = padded.toString('base64').slice(from, to)
  return [Buffer.from(standard), Buffer.from(standard.replaceAll('+', '-').replaceAll('/', '_'))]
}
