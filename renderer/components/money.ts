const POUNDS = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })
const WHOLE_POUNDS = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 })

/** Whole pence as British money, e.g. 123456 → £1,234.56. */
export const formatMoney = (pence: number): string => POUNDS.format(pence / 100)

/** For lists and charts: without pence, rounded to the nearest pound. */
export const formatPounds = (pence: number): string => WHOLE_POUNDS.format(Math.round(pence / 100))
