import { parseArgs } from 'node:util'

export const USAGE = `What the controller does before a service of its own can start.

  npm run controller -- keys --out DIR        makes the keys, the key bundle and the signed purposes, and hub.env and vault.env that
                                              name them; again: keeps them, and signs purposes.json anew when it has changed
  npm run controller -- officers --file FILE  makes the officers of a JSON file known to the hub (HUB_MIGRATION_DATABASE_URL), or changes them
  npm run controller -- --help

Exit codes: 0 done · 1 the database failed · 2 wrong arguments, or a file that was refused.
`

export type Command =
  | { readonly command: 'help' }
  | { readonly command: 'keys'; readonly out: string }
  | { readonly command: 'officers'; readonly file: string }
  | { readonly command: 'wrong'; readonly words: string }

/** Reads the command line; whatever is not exactly one of the forms of USAGE is `wrong`, with words that do not repeat it. */
export function readArguments(argv: readonly string[]): Command {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...argv], strict: true, allowPositionals: true, options: { out: text, file: text, help: { type: 'boolean', short: 'h' } },
    })
    const { out = '', file = '' } = values
    if (values.help === true) return { command: 'help' }
    const command = positionals.length === 1 ? positionals[0] : undefined
    if (command === 'keys' && out !== '' && file === '') return { command, out }
    if (command === 'officers' && file !== '' && out === '') return { command, file }
    return { command: 'wrong', words: 'Say keys --out DIR, or officers --file FILE.' }
  } catch {
    return { command: 'wrong', words: 'An option is unknown or lacks its value.' }
  }
}
