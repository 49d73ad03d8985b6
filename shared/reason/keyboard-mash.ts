const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const
const RUNS = [...ROWS, 'poiuytrewq', 'lkjhgfdsa', 'mnbvcxz']
const areNeighbours = (a: string, b: string): boolean => ROWS.some((row) => row.includes(a + b) || row.includes(b + a))

/**
 * Per first letter, the second letters that words hardly ever have (under 1 in 10,000 pairs of a British word list and of names met in Kent,
 * Polish and Welsh pairs such as `cz`, `rz` and `wc` taken out again).
 */
const RARE_SECOND: Readonly<Record<string, string>> = {
  a: 'joq', b: 'cdfghjkmnpqvwxz', c: 'bdfgjmnpqvwx', d: 'kqtxz', f: 'bcdghjkmnpqvwxz', g: 'bcdfjkpqtvwxz', h: 'cdghjkpqvxz', i: 'hijwy', j: 'bcdfghjklmnpqrstvwxyz',
  k: 'cdfgjkmpqtvwxz', l: 'hjqrwxz', m: 'cdfghjkqrtvwxz', n: 'xz', o: 'jq', p: 'bcdfgjkmnqvwxz', q: 'abcdefghijklmnopqrstvwxyz', r: 'jqx', s: 'djvx', t: 'dgjkqvx', u: 'hjquvwxy',
  v: 'bcdfghjklmnpqrstvwxyz', w: 'fgjkmpqtuvwxyz', x: 'bdfgjklmnoqrsvwxyz', y: 'fhjkquvxyz', z: 'dfghjkmpqrstuvwx',
}

/** Shorthand without vowels that officers do write. */
const SHORTHAND = new Set('appt appts cncl cttee drft hclg hmcts hmpps hmrc kfrs kmpt lgsco mgmt mhclg mnth mths mtgs ncdv ngdn nhft nhsft npcc nrpf phps prsl pymt pymts qtrly schl tbhs tmrw tnts wkly wknd wlfr wrkr xmas yrly'.split(' '))

/** One piece over and over: `sdfsdf`, `ertertert`. */
const isChunked = (word: string): boolean => word.length >= 6 && [2, 3].some((size) => [...word].every((letter, i) => letter === word[i % size]))

/** A piece of a row of keys. */
export const isOfRow = (word: string): boolean => ROWS.some((row) => row.includes(word))

/** Three keys in a row that are no abbreviation (`asd` is a condition, `ert` a team). */
const TRIPLES = new Set(RUNS.flatMap((row) => [...row].slice(2).map((_, i) => row.slice(i, i + 3))).filter((keys) => !['asd', 'dsa', 'ert', 'fds', 'rew'].includes(keys)))

/** A word typed by drumming on the keyboard: no vowels, one letter over and over, a keyboard row, or pairs of letters that words do not have. */
export function isMash(word: string): boolean {
  if (word.length < 4 || SHORTHAND.has(word)) return TRIPLES.has(word) || /^(.)\1\1$/.test(word)
  const distinct = new Set(word).size
  const pairs = [...word].slice(1).map((letter, i) => [word[i] ?? '', letter] as const)
  const runs = pairs.filter(([a, b]) => areNeighbours(a, b)).length
  const rare = pairs.filter(([a, b]) => RARE_SECOND[a]?.includes(b) === true).length
  // A q without its u (the names from Arabic apart), or a run along the keys: `lkjasd`.
  if (/q(?!u|[aeiou]|$|b)/.test(word) || (word.length >= 6 && runs >= (word.length - 1) * 0.75)) return true
  if (rare >= 2 && rare >= (word.length - 1) * 0.3) return true
  // The middle row has one vowel: a long word of it with no more than that.
  const isMiddleRow = word.length >= 6 && /^[asdfghjkl]+$/.test(word) && !/^(?:flas|glas|hal|fal|slas|shal)/.test(word)
  if (isMiddleRow && word.replaceAll(/[^a]/g, '').length * 4 < word.length) return true
  return RUNS.some((row) => row.includes(word.slice(0, 4))) || isChunked(word) || distinct <= 2 || !/[aeiouy]/.test(word) || /[bcdfghjklmnpqrstvwxz]{6,}/.test(word)
}
