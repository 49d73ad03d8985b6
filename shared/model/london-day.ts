const LONDON_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })

/**
 * The calendar day of an instant as the clock on an officer's wall has it, YYYY-MM-DD. The one way from an instant to a day: the date
 * of the UTC text is the day before for an hour after each summer midnight, and a laptop may be set to another zone.
 * @param at ISO instant, or Unix time in milliseconds
 */
export const londonDay = (at: string | number): string => LONDON_DAY.format(new Date(at))
