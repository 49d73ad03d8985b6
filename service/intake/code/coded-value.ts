import { accepted, refused, type Reader } from './reading'

/** Reads one code of a source's list as ours. Case and surrounding blanks do not matter; anything not listed is refused. */
export function codeOf<T>(table: Readonly<Record<string, T>>): Reader<T> {
  return (text) => {
    const code = text.trim().toUpperCase()
    const value = table[code]
    return !Object.hasOwn(table, code) || value === undefined ? refused('unknown-code') : accepted(value)
  }
}

/** Reads a list separated by `;`. One bad entry refuses the field: half a list would be a wrong fact. */
export function listOf<T>(read: Reader<T>, most: number): Reader<ReadonlyArray<T>> {
  return (text) => {
    const parts = text.split(';').map((part) => part.trim()).filter((part) => part !== '')
    if (parts.length > most) return refused('too-many')
    const values: T[] = []
    for (const part of parts) {
      const reading = read(part)
      if (!reading.ok) return reading
      values.push(reading.value)
    }
    return accepted(values)
  }
}
