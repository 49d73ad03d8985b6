import type { ErrorHelp } from './error-help'
import type { HelpTopic } from './help-topic'

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[’']/g, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
const hasAll = (text: string, words: ReadonlyArray<string>): boolean => words.every((word) => text.includes(word))

export interface HelpFound {
  readonly topics: ReadonlyArray<HelpTopic>
  readonly errors: ReadonlyArray<ErrorHelp>
}

/** Every word that was typed, in any order, in what a topic or a code says. Nothing typed: everything. */
export function searchHelp(typed: string, topics: ReadonlyArray<HelpTopic>, errors: ReadonlyArray<ErrorHelp>): HelpFound {
  const words = plain(typed).split(' ').filter((word) => word !== '')
  return {
    topics: topics.filter(({ title, lines = [], steps = [] }) => hasAll(plain([title, ...lines, ...steps].join(' ')), words)),
    errors: errors.filter(({ code, means, action }) => hasAll(plain(`${code} ${code.replaceAll('_', ' ')} ${means} ${action}`), words)),
  }
}
