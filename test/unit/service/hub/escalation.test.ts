import { expect, test } from 'vitest'
import { escalatesAt } from '../../../../service/hub/domain/stand-ins/escalation'
import { shippedStandInRules } from '../../../../service/hub/policy/stand-in-rules'

const rules = shippedStandInRules()

test.each([
  ['a Wednesday morning: an hour', '2026-11-25T10:00:00.000Z', '2026-11-25T11:00:00.000Z'],
  ['the team’s day ends before the hour is over: then', '2026-11-25T17:00:00.000Z', '2026-11-25T17:30:00.000Z'],
  ['minutes before the day ends: a quarter of an hour', '2026-11-25T17:20:00.000Z', '2026-11-25T17:35:00.000Z'],
  ['the evening', '2026-11-25T20:00:00.000Z', '2026-11-25T20:15:00.000Z'],
  ['a Saturday', '2026-11-28T11:00:00.000Z', '2026-11-28T11:15:00.000Z'],
  ['a bank holiday: a quarter of an hour', '2026-08-31T10:00:00.000Z', '2026-08-31T10:15:00.000Z'],
  ['just before the day begins: an hour of it', '2026-11-25T08:20:00.000Z', '2026-11-25T09:20:00.000Z'],
  ['summer, on the clock of London', '2026-07-15T16:00:00.000Z', '2026-07-15T16:30:00.000Z'],
])('escalates: %s', (_, asked, at) => {
  expect(new Date(escalatesAt(Date.parse(asked), rules)).toISOString()).toBe(at)
})
