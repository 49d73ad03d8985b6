import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateOn } from '../../../main/settings/clock'
import { londonDay } from '../../../shared/model/london-day'
import { addDays, daysBetween, formatAgo, formatCountdown, formatDate, formatDuration, formatInstant, formatShortDate, formatSince, parseDateFields } from '../../../renderer/components/dates'
import { formatMoney, formatPounds } from '../../../renderer/components/money'

describe('British dates and money', () => {
  test('a calendar date is written day month year', () => {
    expect(formatDate('2026-03-09')).toBe('9 March 2026')
    expect(formatShortDate('2026-11-23')).toBe('23 Nov 2026')
  })

  test('an instant is shown as the clock in London shows it, in winter and in summer', () => {
    expect(formatInstant('2026-01-15T12:30:00.000Z')).toBe('15 Jan 2026 at 12:30')
    expect(formatInstant('2026-07-15T23:30:00.000Z')).toBe('16 Jul 2026 at 00:30')
  })

  test('an instant has its day in London, whatever zone the laptop is set to', () => {
    expect(londonDay('2026-07-15T23:30:00.000Z')).toBe('2026-07-16')
    expect(londonDay(Date.parse('2026-01-15T23:30:00.000Z'))).toBe('2026-01-15')
    const zone = process.env['TZ']
    process.env['TZ'] = 'America/New_York'
    try {
      expect(dateOn(Date.parse('2026-01-15T02:00:00.000Z'))).toBe('2026-01-15')
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  test('the last sync is a time today, yesterday, or a date', () => {
    expect(formatSince('2026-11-23T14:02:00.000Z', '2026-11-23')).toBe('14:02')
    expect(formatSince('2026-11-22T14:02:00.000Z', '2026-11-23')).toBe('yesterday at 14:02')
    expect(formatSince('2026-11-01T14:02:00.000Z', '2026-11-23')).toBe('1 Nov 2026 at 14:02')
  })

  test('how long ago is said in the unit that a person would use', () => {
    expect(['2026-11-23', '2026-11-22', '2026-10-24', '2026-05-20', '2023-01-01'].map((date) => formatAgo(date, '2026-11-23')))
      .toEqual(['Today', 'Yesterday', '30 days ago', '6 months ago', '3 years ago'])
    for (let days = 2; days < 1_200; days += 1) expect(formatAgo(addDays('2026-11-23', -days), '2026-11-23')).not.toMatch(/^[01] /)
  })

  test('a countdown shows 0:00 only when it is over', () => {
    expect([240_000, 61_000, 1, 0, -5].map(formatCountdown)).toEqual(['4:00', '1:01', '0:01', '0:00', '0:00'])
    expect([30_000, 60_000, 240_000].map(formatDuration)).toEqual(['30 seconds', '1 minute', '4 minutes'])
  })

  test('typed dates are read when there is such a day, and refused otherwise', () => {
    expect(parseDateFields('7', '3', '1984')).toBe('1984-03-07')
    expect(parseDateFields(' 29', '02 ', '2024')).toBe('2024-02-29')
    for (const [day, month, year] of [['29', '2', '2023'], ['31', '4', '2020'], ['1', '13', '2000'], ['0', '1', '2000'], ['1', '1', '45'], ['', '1', '1999'], ['x', '1', '1999']] as const) {
      expect(parseDateFields(day, month, year)).toBeNull()
    }
  })

  test('adding days and counting days are each other’s opposite', () => {
    fc.assert(fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => daysBetween('2026-11-23', addDays('2026-11-23', days)) === days))
  })

  test('pence become pounds with thousands separators', () => {
    expect([0, 5, 123_456, -2_050].map(formatMoney)).toEqual(['£0.00', '£0.05', '£1,234.56', '-£20.50'])
    expect([123_456, 49].map(formatPounds)).toEqual(['£1,235', '£0'])
  })
})
