import { expect } from '@playwright/test'
import { householdReference } from '../support/screens/find-screen'
import { selectedReference, worklistGrid } from '../support/screens/worklist-screen'
import type { Desk } from './desk'

/** One stop of the morning: gets there by hand, and ends where the picture is taken. */
export interface Stop {
  readonly title: string
  readonly caption: string
  readonly go: (desk: Desk) => Promise<void>
}

/** A supervisor's morning, one stop after the other. A new screen is one entry here. */
export const SUPERVISOR_MORNING: readonly Stop[] = [
  {
    title: 'Supervisor: the team\'s worklist',
    caption: 'The team\'s households and those at risk, without a name. What is due is on top.',
    go: async (desk) => {
      await desk.hand.press('g', 'w')
      await expect(worklistGrid(desk.page()).getByRole('row').nth(3)).toBeVisible()
    },
  },
  {
    title: 'Supervisor: at risk',
    caption: 'Narrowed to severe risk, the most owed first: whom should the team look at today?',
    go: async (desk) => {
      await desk.hand.click(desk.page().getByRole('form', { name: 'Filters' }).getByLabel('Severe', { exact: true }))
      await desk.page().getByLabel('Sort by').focus()
      await desk.hand.type('Most owed')
      await expect(desk.page().getByRole('list', { name: 'Active filters' })).toBeVisible()
    },
  },
  {
    title: 'Supervisor: a household',
    caption: 'The first of them, with everything that services have sent about it, and how old each fact is.',
    go: async (desk) => {
      await worklistGrid(desk.page()).focus()
      await desk.hand.press('Home')
      await expect(selectedReference(desk.page())).toBeVisible()
      await desk.hand.press('Enter')
      await householdReference(desk.page())
    },
  },
  {
    title: 'Supervisor: approvals',
    caption: 'What waits for a decision: who asks, why, and exactly what would open. One of two that a protected record needs.',
    go: async (desk) => {
      await desk.hand.press('g', 'a')
      await expect(desk.page().getByRole('option').first()).toBeVisible()
    },
  },
  {
    title: 'Supervisor: less than was asked for',
    caption: 'One key narrows: fewer details, or less time. The decision is signed by this laptop.',
    go: async (desk) => {
      await desk.hand.press('n')
      await expect(desk.page().getByRole('dialog')).toBeVisible()
    },
  },
  {
    title: 'Supervisor: the team\'s reveals',
    caption: 'By day, by purpose, in the officers\' own words; and the calls that needed none.',
    go: async (desk) => {
      await desk.hand.press('Escape')
      await expect(desk.page().getByRole('dialog')).toHaveCount(0)
      await desk.hand.press('g', 't')
      await expect(desk.page().getByRole('heading', { level: 1, name: 'Team\'s reveals' })).toBeVisible()
      await expect(desk.page().getByText('Counting…')).toHaveCount(0)
    },
  },
  {
    title: 'Supervisor: reviews',
    caption: 'What was opened without a recorded relationship, by emergency access or by chance of the sample: riskiest first, ten a day at most.',
    go: async (desk) => {
      await desk.hand.press('g', 'v')
      await expect(desk.page().getByRole('heading', { level: 1, name: 'Reviews' })).toBeVisible()
      await expect(desk.page().getByText(/to review/i).first()).toBeVisible()
    },
  },
  {
    title: 'Supervisor: my reveals',
    caption: 'The supervisor\'s own reveals, with the proof that the ledger has them. None yet this morning.',
    go: async (desk) => {
      await desk.hand.press('g', 'm')
      await expect(desk.page().getByRole('heading', { level: 1, name: 'My reveals' })).toBeVisible()
    },
  },
  {
    title: 'Supervisor: sync status',
    caption: 'Last synced, what waits to be sent, and what somebody has to look at.',
    go: async (desk) => {
      await desk.hand.press('g', 's')
      await expect(desk.page().getByRole('heading', { level: 1, name: 'Sync status' })).toBeVisible()
    },
  },
]
