import { accepted, refused, type Reader } from './reading'

const POUNDS = /^(-?)£?(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?$/

/** No household debt, award or payment in these systems is larger: £100,000. */
export const LARGEST_PENCE = 10_000_000

/** Reads pounds with or without £, thousands commas and pence ("1,234.56") as whole pence. Negative or absurd amounts are refused. */
export const pence: Reader<number> = (text) => {
  const parts = POUNDS.exec(text)
  if (parts === null) return refused('amount-invalid')
  const amount = Number((parts[3] ?? '').replaceAll(',', '')) * 100 + Number(parts[4] ?? '0')
  const isNegative = parts[1] === '-' || parts[2] === '-'
  return (isNegative && amount > 0) || !Number.isSafeInteger(amount) || amount > LARGEST_PENCE ? refused('amount-range') : accepted(amount)
}

/** Whole pence as pounds, e.g. 123456 ▸ 1,234.56. */
export function formatPounds(amount: number): string {
  const pounds = String(Math.floor(amount / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return `${pounds}.${String(amount % 100).padStart(2, '0')}`
}
