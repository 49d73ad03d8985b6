import { accepted, refused, type Reader } from './reading'

/** Reads a whole number within limits, both included. */
export const wholeNumber = (least: number, most: number): Reader<number> => (text) => {
  if (!/^\d{1,9}$/.test(text)) return refused('number-invalid')
  const value = Number(text)
  return value < least || value > most ? refused('number-invalid') : accepted(value)
}

/** Reads a percentage with at most one decimal ("4.2") as parts of a thousand. */
export const perThousand: Reader<number> = (text) => {
  const parts = /^(\d{1,3})(?:\.(\d))?$/.exec(text)
  const value = parts === null ? Number.NaN : Number(parts[1]) * 10 + Number(parts[2] ?? '0')
  return value <= 1_000 ? accepted(value) : refused('number-invalid')
}
